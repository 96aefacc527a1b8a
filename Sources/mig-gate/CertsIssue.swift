import ArgumentParser
import Foundation
import Transport
import Webhook

struct CertsIssue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a CA and a serving certificate.",
        discussion: """
            Writes ca.crt, ca.key, tls.crt, with the CA behind the certificate, and tls.key: ECDSA on P-256, keys readable by \
            their owner only. With --ca and --ca-key a CA that exists signs, and ca.key is not written.

            Exit status: 0 if the files are written, 1 if not.

            Example:
              mig-gate certs issue --out certs --name localhost --name 127.0.0.1
            """
    )

    /// The Service's names in the namespace that the manifests install into.
    private static let serviceNames = ["mig-gate.mig-gate.svc", "mig-gate.mig-gate.svc.cluster.local"]

    @Option(
        help: ArgumentHelp("The folder to write into; made if it is not there.", valueName: "folder"),
        completion: .directory
    )
    var out = "."

    @Option(
        help: ArgumentHelp(
            """
            A DNS name or IP address that the certificate is for; may be given several times, the Service's names in the \
            namespace mig-gate unless given.
            """,
            valueName: "name"
        )
    )
    var name: [String] = []

    @Option(help: ArgumentHelp("Days that a new CA is valid.", valueName: "days"))
    var caDays = 365

    @Option(help: ArgumentHelp("Days that the certificate is valid, not past the end of its CA.", valueName: "days"))
    var days = 30

    @Option(
        help: ArgumentHelp("PEM file with the certificate of a CA that exists.", valueName: "file"),
        completion: .file(extensions: ["crt", "pem"])
    )
    var ca: String?

    @Option(
        help: ArgumentHelp("PEM file with that CA's private key, unencrypted.", valueName: "file"),
        completion: .file(extensions: ["key", "pem"])
    )
    var caKey: String?

    @Flag(help: "Replace files that are there.")
    var force = false

    func validate() throws {
        guard (ca == nil) == (caKey == nil) else {
            throw ValidationError("--ca and --ca-key belong together: the certificate of a CA, and its private key")
        }
        for (option, days) in [("--days", days), ("--ca-days", caDays)] where !(1...36_500).contains(days) {
            throw ValidationError("\(option) is \(days); write a number from 1 to 36500")
        }
        guard ca != nil || days <= caDays else {
            throw ValidationError(
                "--days is \(days) and --ca-days \(caDays): a certificate cannot outlive its CA; write --days \(caDays) or less"
            )
        }
    }

    func run() throws {
        let authority = try existingAuthority() ?? IssuedCertificate.authority(named: "mig-gate CA", days: caDays)
        let serving = try IssuedCertificate.serving(
            names: name.isEmpty ? Self.serviceNames : name,
            days: days,
            issuedBy: authority
        )
        // What belongs to the CA first: whoever reads meanwhile trusts the certificate before it comes.
        var files = [("ca.crt", authority.certificate, mode_t(0o644))]
        if ca == nil {
            files.append(("ca.key", authority.privateKey, 0o600))
        }
        files += [("tls.crt", serving.certificate, 0o644), ("tls.key", serving.privateKey, 0o600)]
        try makeFolder()
        if !force, let present = files.map({ path($0.0) }).first(where: FileManager.default.fileExists) {
            throw CertsIssueError(
                description: "\(present): the file is there already; name another --out, or give --force"
            )
        }
        for (name, text, mode) in files {
            do {
                try WholeFile.write(text, to: path(name), mode: mode)
            } catch {
                throw CertsIssueError(
                    description: "cannot \(error); files before it are written: mend that, or name another --out"
                )
            }
        }
        try StandardOutput.write(report(serving, files.map { path($0.0) }))
    }

    /// The CA that `--ca` names; nil without.
    private func existingAuthority() throws -> IssuedCertificate? {
        guard let ca, let caKey else { return nil }
        return try IssuedCertificate(
            authority: (try read(ca, "--ca"), ca),
            privateKey: (try read(caKey, "--ca-key"), caKey)
        )
    }

    private func read(_ file: String, _ option: String) throws -> String {
        do {
            return String(decoding: try FileContents.of(file), as: UTF8.self)
        } catch {
            throw CertsIssueError(description: "\(option): \(file) cannot be read: \(error.reason)")
        }
    }

    private func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        } catch {
            let file = URL(fileURLWithPath: out).ancestry.first { FileManager.default.isFile(atPath: $0.path) }
            let reason = file.map { "\($0.path) is a file" } ?? error.reason
            throw CertsIssueError(description: "--out: the folder \(out) cannot be made: \(reason)")
        }
    }

    private func path(_ name: String) -> String {
        URL(fileURLWithPath: out).appendingPathComponent(name).relativePath
    }

    private func report(_ serving: IssuedCertificate, _ files: [String]) throws -> String {
        let facts = try CertificateFacts.all(inPEM: serving.certificate)
        let lines = facts.map { fact in
            let names = fact.isAuthority ? "CA \(fact.subject)" : fact.names.joined(separator: ", ")
            return "\(names): until \(fact.end)"
        }
        return (lines + files.map { "wrote \($0)" }).joined(separator: "\n") + "\n"
    }
}

extension FileManager {
    fileprivate func isFile(atPath path: String) -> Bool {
        (try? attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeRegular
    }
}

extension URL {
    /// The path, then the folders that it lies in, up to the root.
    fileprivate var ancestry: [URL] {
        var urls = [standardizedFileURL]
        while let last = urls.last, last.path != "/" {
            urls.append(last.deletingLastPathComponent())
        }
        return urls
    }
}

/// Why no certificates are written.
struct CertsIssueError: Error, CustomStringConvertible {
    let description: String
}
