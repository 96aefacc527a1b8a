package import MIG

/// How large a model may be, exclusively, to fit a slice, and how that came about.
package struct Limit: Hashable, Sendable {
    package let size: MemorySize
    package let origin: Origin

    package enum Origin: Hashable, Sendable {
        /// What the policy keeps free was taken off the nominal memory.
        case nominal(MemorySize, headroom: MemorySize)
        /// What driver and CUDA context take was taken off the usable memory.
        case usable(UsableMemory, reserve: MemorySize)
        /// The policy says so.
        case fixed
        /// The policy says more, but the slice has no more than this.
        case capped(UsableMemory, fixed: MemorySize)
    }

    /// The smaller of nominal memory less headroom and usable memory less reserve.
    init(nominal: MemorySize, headroom: MemorySize, usable: UsableMemory, reserve: MemorySize) {
        let fromNominal = nominal.minus(headroom)
        let fromUsable = usable.size.minus(reserve)
        if fromNominal <= fromUsable {
            size = fromNominal
            origin = .nominal(nominal, headroom: headroom)
        } else {
            size = fromUsable
            origin = .usable(usable, reserve: reserve)
        }
    }

    /// What the policy says in place of the formula, but never more than there is.
    init(fixed: MemorySize, usable: UsableMemory) {
        size = min(fixed, usable.size)
        origin = fixed <= usable.size ? .fixed : .capped(usable, fixed: fixed)
    }

    /// Whether a model of this size fits. Equal does not: something else always wants a byte.
    package func admits(_ size: MemorySize) -> Bool {
        size < self.size
    }

    /// How the limit came about, in words: `40Gi nominal - 1Gi headroom`.
    package func derivation(_ catalogue: Catalogue) -> String {
        var text = Text()
        writeDerivation(catalogue, to: &text)
        return text.string(upTo: text.utf8.count)
    }

    /// Writes how the limit came about: `40Gi nominal - 1Gi headroom`.
    func writeDerivation(_ catalogue: Catalogue, to text: inout Text) {
        switch origin {
        case .nominal(let nominal, let headroom):
            text += nominal
            text += " nominal - "
            text += headroom
            text += " headroom"
        case .usable(let usable, let reserve):
            usable.write(catalogue, to: &text)
            text += " - "
            text += reserve
            text += " reserve"
        case .fixed: text += "fixed by the policy"
        case .capped(let usable, let fixed):
            usable.write(catalogue, to: &text)
            text += ", less than the policy's "
            text += fixed
        }
    }
}

extension UsableMemory {
    /// Writes the amount and how it is known: `39.25Gi usable on A100 80GB`.
    fileprivate func write(_ catalogue: Catalogue, to text: inout Text) {
        text += size
        switch basis {
        case .measured(let gpu): text += " usable on \(catalogue.gpus[gpu].name)"
        case .estimated: text += " usable (estimated)"
        }
    }
}
