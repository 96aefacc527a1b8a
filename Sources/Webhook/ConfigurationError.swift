import Admission
import Foundation

/// Why the gate cannot be set up as it was told, in lines that name the file, the place and the way out.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Policy {
    /// Reads a policy for a look at it: a policy file, or the manifest of the ConfigMap that holds it. Takes the standard
    /// policy if none is given.
    static func load(_ file: String?) throws(ConfigurationError) -> Policy {
        guard let file else { return Policy(.standard) }
        let name = file == FileContents.standardInput ? "stdin" : file
        let subject = ConfigurationSubject.policy
        let text = try subject.text(try subject.read(file), name)
        let policies: [PolicySettings]
        do throws(SettingsProblems) {
            policies = try PolicyManifest.policies(in: text, file: name)
        } catch {
            throw ConfigurationError(error.description)
        }
        guard let policy = policies.first, policies.count == 1 else {
            throw ConfigurationError("\(name): holds \(policies.count) policies; name a file with one")
        }
        return Policy(policy)
    }

    /// Reads a policy out of the bytes of `file`.
    static func parse(_ bytes: Data, _ file: String) throws(ConfigurationError) -> Policy {
        let text = try ConfigurationSubject.policy.text(bytes, file)
        do throws(SettingsProblems) {
            return Policy(try PolicySettings(yaml: text, file: file))
        } catch {
            throw ConfigurationError(error.description)
        }
    }
}

extension Error {
    /// Why a file cannot be read; Foundation's own words leave out what the system said.
    package var reason: String {
        let cause = (self as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? self as NSError
        if cause.domain == NSPOSIXErrorDomain, cause.code == Int(POSIXErrorCode.EISDIR.rawValue) {
            return "it is a directory"
        }
        switch (self as? CocoaError)?.code {
        case .fileReadNoSuchFile: return "there is no such file"
        case .fileReadNoPermission: return "permission is denied"
        case .fileReadCorruptFile, .fileReadInapplicableStringEncoding: return "it is not UTF-8"
        default: return cause.localizedDescription
        }
    }
}
