/// Metrics in Prometheus' text exposition format, version 0.0.4: families in the order in which they are written, each in
/// one piece.
package struct PrometheusText: Sendable {
    package enum Kind: String, Sendable {
        /// A number that only grows; its name ends in `_total`.
        case counter
        /// A number that goes up and down.
        case gauge
        /// How often a number was at most each of some bounds.
        case histogram
    }

    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The lines so far.
    package private(set) var text = ""
    private var names: Set<String> = []

    package init() {}

    /// Appends a family with what `write` adds to it. Its name has letters, digits and underscores, no digit first, and is
    /// no other family's; the help is one sentence for whoever reads a dashboard.
    package mutating func family(_ name: String, _ kind: Kind, _ help: String, _ write: (inout Samples) -> Void) {
        let isNew = names.insert(name).inserted
        // The format allows a name once; a scraper would refuse all.
        assert(isNew, "two families are called \(name)")
        text += "# HELP \(name) \(help.escaped(for: Self.helpEscapes))\n# TYPE \(name) \(kind.rawValue)\n"
        var samples = Samples(name: name, text: text)
        // One owner at a time, or every sample would copy what is there.
        text = ""
        write(&samples)
        text = samples.text
    }

    /// Appends a family of one counter without labels.
    package mutating func counter(_ name: String, _ help: String, _ value: Int) {
        family(name, .counter, help) { $0.add(value) }
    }

    /// Appends a family of one gauge without labels.
    package mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        family(name, .gauge, help) { $0.add(value) }
    }

    /// Appends a family of one histogram without labels, in seconds; its name ends in `_seconds`.
    package mutating func histogram(_ name: String, _ help: String, _ reading: Histogram.Reading) {
        family(name, .histogram, help) { samples in
            for (bound, count) in zip(Histogram.bounds, reading.counts) {
                samples.add(suffix: "_bucket", "\(count)", ["le": bound.seconds])
            }
            samples.add(suffix: "_bucket", "\(reading.count)", ["le": "+Inf"])
            samples.add(suffix: "_sum", "\(reading.sum / .seconds(1))", [:])
            samples.add(suffix: "_count", "\(reading.count)", [:])
        }
    }

    /// The samples of one family.
    package struct Samples {
        fileprivate let name: String
        fileprivate var text: String

        /// Appends one sample.
        ///
        /// - Parameters:
        ///   - value: the number.
        ///   - labels: names, of letters, digits and underscores, with any values; no other sample of the family has the
        ///     same.
        package mutating func add(_ value: Int, _ labels: KeyValuePairs<String, String> = [:]) {
            add(suffix: "", "\(value)", labels)
        }

        /// The same for a number with a fraction.
        package mutating func add(_ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
            // Go's words, which the format names.
            let isInfinite = value.isInfinite
            add(suffix: "", value.isNaN ? "NaN" : isInfinite ? (value < 0 ? "-Inf" : "+Inf") : "\(value)", labels)
        }

        fileprivate mutating func add(
            suffix: StaticString,
            _ value: String,
            _ labels: KeyValuePairs<String, String>
        ) {
            text += "\(name)\(suffix)"
            if !labels.isEmpty {
                let pairs = labels.map { "\($0.key)=\"\($0.value.escaped(for: PrometheusText.labelEscapes))\"" }
                text += "{\(pairs.joined(separator: ","))}"
            }
            text += " \(value)\n"
        }
    }

    private static let helpEscapes: [Unicode.Scalar: String] = ["\\": #"\\"#, "\n": #"\n"#]
    fileprivate static let labelEscapes: [Unicode.Scalar: String] = ["\\": #"\\"#, "\n": #"\n"#, "\"": #"\""#]
}

extension String {
    /// By scalars: a line feed behind a carriage return is one character with it.
    fileprivate func escaped(for escapes: [Unicode.Scalar: String]) -> String {
        var text = ""
        for scalar in unicodeScalars {
            if let escape = escapes[scalar] {
                text += escape
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
