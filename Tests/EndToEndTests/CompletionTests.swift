import Foundation
import TestSupport
import Testing

@Suite struct CompletionTests {
    /// What a real bash proposes behind a line, as it would at the press of a key.
    private func proposals(_ line: String, in folder: String = "/") throws -> Set<String> {
        let program = """
            set -e
            cd "$2"
            source <("$1" --generate-completion-script bash)
            COMP_LINE=$3
            COMP_POINT=${#COMP_LINE}
            read -r -a COMP_WORDS <<< "$COMP_LINE"
            [[ $COMP_LINE != *' ' ]] || COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            set +e
            cur=${COMP_WORDS[COMP_CWORD]}
            _mig-gate mig-gate "$cur" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let output = try Command.run(
            "bash",
            ["--norc", "-c", program, "bash", Repository.executable.path, folder, line]
        )
        try #require(output.status == 0, "\(output.standardError)")
        return Set(output.standardOutput.split(separator: "\n").map { String($0.trimmingPrefix { $0 == " " }) })
    }

    @Test(arguments: [
        ("mig-gate po", ["policy"]), ("mig-gate pr", ["profiles"]), ("mig-gate policy sch", ["schema"]),
        ("mig-gate profiles --output ", ["table", "json"]), ("mig-gate profiles --output j", ["json"]),
        ("mig-gate serve --tls-min-version ", ["1.2", "1.3"]),
        ("mig-gate serve --log-level ", ["trace", "debug", "info", "notice", "warning", "error", "critical"]),
        ("mig-gate serve --drain", ["--drain-delay"]),
    ])
    func thereIsOneWayOn(line: String, words: [String]) throws {
        #expect(try proposals(line) == Set(words))
    }

    @Test func aGroupOffersItsCommands() throws {
        #expect(try proposals("mig-gate policy ").isSuperset(of: ["check", "schema"]))
        #expect(try proposals("mig-gate ").isSuperset(of: ["serve", "profiles", "policy"]))
    }

    @Test(arguments: ["mig-gate policy check ", "mig-gate profiles --policy ", "mig-gate serve --policy "])
    func aPolicyIsAYAMLFile(line: String) throws {
        let folder = try TemporaryFolder()
        for name in ["policy.yaml", "other.yml", "tls.crt"] {
            _ = try folder.write("", to: name)
        }
        let proposals = try proposals(line, in: folder.url.path)
        #expect(proposals.isSuperset(of: ["policy.yaml", "other.yml"]))
        #expect(!proposals.contains("tls.crt"))
    }

    @Test(arguments: ["zsh", "fish"])
    func otherShellsHaveScripts(shell: String) throws {
        let output = try Command.run(Repository.executable.path, ["--generate-completion-script", shell])
        #expect(output.status == 0)
        #expect(output.standardOutput.contains("mig-gate"))
    }
}
