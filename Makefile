# What people do with this repository. `make help` lists it.

ADDRESS ?= 127.0.0.1:8443
OPERATIONS ?= 127.0.0.1:9090

# The Swift runtime goes into the binary: half the memory of shared libraries, and no toolchain where it runs. Packed
# relocations (glibc 2.36 or later) save another 2 MiB, functions put where they are used together 3 MiB. Foundation
# has libcurl named as needed, with thirty libraries behind it; CCURL loads it for those who send alerts, which saves all
# others 4 MiB. ICU's tables of all languages, which nothing here reads, would be 27 MB of the file.
RELEASE := --configuration release --static-swift-stdlib --product mig-gate \
	-Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs \
	-Xlinker --symbol-ordering-file=$(CURDIR)/scripts/link-order.txt -Xlinker --no-warn-symbol-ordering
IMPORT_CHECK := --explicit-target-dependency-import-check error

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: release ## build, issue a development certificate, serve on ADDRESS (127.0.0.1:8443), with OPERATIONS (127.0.0.1:9090) beside it
	scripts/run.sh $(ADDRESS) $(OPERATIONS)

.PHONY: release
release: ## build .build/release/mig-gate
	scripts/install-packages.sh build
	swift build $(RELEASE) $$(python3 scripts/icu-data.py .build/icu)
	patchelf --remove-needed libcurl.so.4 .build/release/mig-gate

# Restarts under load keep both cores busy, by which other tests measure time: they come by themselves.
.PHONY: test
test: ## run all tests
	scripts/install-packages.sh build test
	scripts/test-venv.sh >/dev/null
	swift test $(IMPORT_CHECK) --skip RollingRestartTests
	swift test $(IMPORT_CHECK) --skip-build --filter RollingRestartTests

.PHONY: install
install: ## install into the cluster of kubectl's context, or update: OVERLAY is cert-manager, self-signed or development; IMAGE
	@test -n "$(OVERLAY)" || { echo "name an overlay: make install OVERLAY=cert-manager|self-signed|development" >&2; exit 2; }
	IMAGE="$(IMAGE)" scripts/install.sh "$(OVERLAY)"

.PHONY: uninstall
uninstall: ## take it out of the cluster again: OVERLAY as above
	@test -n "$(OVERLAY)" || { echo "name an overlay: make uninstall OVERLAY=cert-manager|self-signed|development" >&2; exit 2; }
	scripts/uninstall.sh "$(OVERLAY)"

.PHONY: lint
lint: ## check the format of the sources
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

.PHONY: format
format: ## mend the format of the sources
	swift format --in-place --recursive --parallel Package.swift Sources Tests

.PHONY: check
check: lint ## lint, build with the import check, test
	scripts/install-packages.sh build
	swift build $(IMPORT_CHECK)
	$(MAKE) test

.PHONY: bench
bench: release ## measure against nginx: requests per second, latency, CPU, memory
	scripts/install-packages.sh bench
	python3 scripts/bench .build/release/mig-gate

.PHONY: bench-check
bench-check: release ## measure check over 10,000 manifests on one core: made of the fixtures, or copies of those in MANIFESTS
	python3 scripts/bench-check.py .build/release/mig-gate $(MANIFESTS)

.PHONY: image
image: release ## pack .build/image/mig-gate.tar, a container image (OCI archive), without a registry or a container engine
	scripts/install-packages.sh image
	scripts/image.sh

.PHONY: image-test
image-test: image ## unpack the image, and have it serve from nothing but itself
	scripts/install-packages.sh image test
	/usr/bin/python3 -B scripts/image-test.py .build/image/mig-gate.tar

.PHONY: rolling
rolling: release ## restart replicas and change CAs under load for minutes; ROLLING="--restarts 5" for other options
	scripts/install-packages.sh test
	/usr/bin/python3 -B Tests/Fakes/cluster --program .build/release/mig-gate \
		--restarts 50 --rotations 10 --calls 200000 --rate 2000 --drain-delay 10 $(ROLLING)

.PHONY: check-corpus
check-corpus: release ## count the GPU containers of the manifests in MANIFESTS in two ways
	@test -n "$(MANIFESTS)" || { echo "name a folder: make check-corpus MANIFESTS=DIR" >&2; exit 2; }
	scripts/install-packages.sh test
	/usr/bin/python3 scripts/check-corpus.py .build/release/mig-gate $(MANIFESTS)

.PHONY: link-order
link-order: release ## list anew which functions the linker puts together (after a change of the toolchain)
	scripts/install-packages.sh link-order
	scripts/link-order.sh .build/release/mig-gate
