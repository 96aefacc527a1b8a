import Foundation
import TestSupport
import Testing

@Suite struct HelpTests {
    /// A command as ArgumentParser describes it to tools.
    struct Description: Decodable, Sendable, CustomTestStringConvertible {
        let commandName: String
        let superCommands: [String]?
        let abstract: String?
        let discussion: String?
        let subcommands: [Description]?
        let arguments: [Argument]?

        struct Argument: Decodable, Sendable {
            let valueName: String?
            let kind: String
            let abstract: String?
        }

        var testDescription: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

        var all: [Description] {
            commandName == "help" ? [] : [self] + (subcommands ?? []).flatMap(\.all)
        }
    }

    private struct Tool: Decodable {
        let command: Description
    }

    private static func commands() throws -> [Description] {
        let output = try Command.run(Repository.executable.path, ["--experimental-dump-help"])
        return try JSONDecoder().decode(Tool.self, from: Data(output.standardOutput.utf8)).command.all
    }

    @Test func everyCommandIsExplained() throws {
        let commands = try Self.commands()
        let names = commands.map(\.testDescription)
        for name in [
            "mig-gate serve", "mig-gate policy check", "mig-gate alert test", "mig-gate alert preview",
            "mig-gate certs issue",
        ] {
            #expect(names.contains(name))
        }
        for command in commands {
            #expect(command.abstract?.hasSuffix(".") == true, "\(command.testDescription)")
            let discussion = command.discussion ?? ""
            #expect(discussion.contains("Example"), "\(command.testDescription)")
            #expect(discussion.contains("mig-gate "), "\(command.testDescription)")
            // Examples are pasted: a terminal of 80 columns must not break them into two commands.
            for line in discussion.split(separator: "\n") where line.hasPrefix("  ") {
                #expect(line.count <= 80, "\(command.testDescription): \(line)")
            }
            for argument in command.arguments ?? [] {
                let words = argument.abstract ?? ""
                #expect(words.hasSuffix("."), "\(command.testDescription): \(argument.valueName ?? "")")
            }
        }
    }

    @Test(arguments: [["--help"], ["serve", "--help"], ["policy", "check", "--help"], ["help", "policy", "schema"]])
    func helpIsNoMistake(arguments: [String]) throws {
        let output = try Command.run(Repository.executable.path, arguments)
        #expect(output.status == 0)
        #expect(output.standardOutput.hasPrefix("OVERVIEW: "))
        #expect(output.standardOutput.contains("\nUSAGE: mig-gate "))
    }
}
