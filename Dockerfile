# The image that `make image` packs without a container engine, for those who have one. Both ask scripts/image-root.sh what is in it.
#
#   docker build --tag mig-gate .
ARG BUILDER=swift:6.3-bookworm

FROM ${BUILDER} AS build
WORKDIR /src
# Swift's images have no make.
RUN apt-get update && apt-get install --yes --no-install-recommends make
COPY . .
RUN make release && scripts/install-packages.sh image && scripts/image-root.sh /image

FROM scratch
COPY --from=build /image /
USER 65532:65532
EXPOSE 8443 9090
ENTRYPOINT ["/usr/bin/mig-gate"]
LABEL org.opencontainers.image.title="mig-gate" \
      org.opencontainers.image.description="keeps models that do not fit out of NVIDIA MIG slices"
