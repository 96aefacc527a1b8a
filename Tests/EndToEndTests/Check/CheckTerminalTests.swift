import Foundation
import TestSupport
import Testing

/// Colours and progress are for people at terminals, and for nobody else.
@Suite struct CheckTerminalTests {
    private static let warned = "Tests/Fixtures/manifests/streams/pod.json"
    private static let escape = "\u{1B}["

    /// What somebody at a terminal sees.
    private func terminal(_ line: String, _ environment: [String] = []) throws -> String {
        let command = "script --quiet --return --command '\(line)' /dev/null < /dev/null"
        return try CheckProgram.shell(command, environment: ["TERM=xterm-256color", "NO_COLOR="] + environment)
            .standardOutput
    }

    @Test func coloursAreForTerminals() throws {
        #expect(try terminal("$CHECK \(Self.warned)").contains("\(Self.escape)1;33mwarning\(Self.escape)0m"))
        #expect(try terminal("$CHECK --strict \(Self.warned)").contains("\(Self.escape)1;31mwarning\(Self.escape)0m"))
        for format in ["json", "sarif", "github", "junit"] {
            #expect(try !terminal("$CHECK --output \(format) \(Self.warned)").contains(Self.escape))
        }
        #expect(try !CheckProgram.run([Self.warned]).standardOutput.contains(Self.escape))
        #expect(try !terminal("$CHECK \(Self.warned) | cat").contains(Self.escape))
    }

    @Test(arguments: ["NO_COLOR=1", "TERM=dumb"])
    func whoeverWantsNoColoursGetsNone(variable: String) throws {
        let text = try terminal("$CHECK \(Self.warned)", [variable])
        #expect(text.contains(": warning: "))
        #expect(!text.contains(Self.escape))
    }

    /// A second and more, for standard input comes slowly.
    private static let slowly = "(cat \(warned); sleep 1.6) | $CHECK -"

    @Test func aLongRunShowsHowFarItIs() throws {
        let text = try terminal("(cat \(Self.warned); sleep 1.6) | $CHECK - \(Self.warned) > /dev/null")
        #expect(text.contains("\r\(Self.escape)K0 objects read"), "\(text.debugDescription)")
        // It is taken away again.
        #expect(text.hasSuffix("\r\(Self.escape)K"), "\(text.debugDescription)")
    }

    @Test func aShortRunShowsNothing() throws {
        #expect(try terminal("$CHECK \(Self.warned) > /dev/null") == "")
    }

    @Test func nobodyLooksAtAPipe() throws {
        let output = try CheckProgram.shell(Self.slowly)
        #expect(output.status == 0)
        #expect(output.standardError == "")
    }
}
