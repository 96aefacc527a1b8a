import JSON

/// Reads texts of manifests one after another through buffers it keeps: YAML streams, JSON documents, several of them in a
/// row, lists of objects. Confined to one thread, which needs 8 MiB of stack for hostile YAML.
package final class ManifestReader {
    private let parser: JSONParser
    private let documentDepth: Int

    /// - Parameter documentDepth: levels of maps and lists beyond which a document is refused.
    package init(documentDepth: Int) {
        self.documentDepth = documentDepth
        parser = JSONParser(maximumDepth: documentDepth)
    }

    /// Reads a text to its end, whatever is wrong with a part of it.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - visit: called with each object in order, those of lists one by one; nothing of it may leave the call.
    ///   - other: called with the line of each map that says no `apiVersion` and `kind`, and of each other value that stands
    ///     where an object could: the values of a Helm chart, a fragment of a kustomization.
    ///   - problem: called for each document that cannot be read.
    package func read(
        _ bytes: [UInt8],
        visit: (ManifestObject) -> Void,
        other: (_ line: Int) -> Void,
        problem: (ManifestProblem) -> Void
    ) {
        withoutActuallyEscaping(visit) { visit in
            withoutActuallyEscaping(other) { other in
                withoutActuallyEscaping(problem) { problem in
                    let sink = ManifestSink(visit: visit, other: other, problem: problem)
                    ManifestReading(bytes, parser, documentDepth: documentDepth, sink).run()
                }
            }
        }
    }
}
