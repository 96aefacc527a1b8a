import CYaml

/// What makes a YAML text dearer to read than it looks, found in libyaml's events, before anybody builds a tree of it.
///
/// Whoever builds one compares keys, and a key may be a map: nested often, or repeated by aliases, 300 bytes take minutes.
/// Short aliases of long tags take memory in the same way.
package enum YAMLStructure {
    package enum Obstacle: Equatable, Sendable {
        case anchor
        case alias
        /// A directive that gives tags short names.
        case tagDirective
        /// Maps and lists nest deeper than the limit.
        case depth
        /// A key or value is longer than the limit.
        case length
    }

    /// The first obstacle in a text, with its line, from 1. Nil if there is none before the end, or before what is no YAML:
    /// that a reader of the text says better.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - deepest: levels of maps and lists.
    ///   - longest: bytes of a key or value.
    /// - Returns: the obstacle and its line.
    package static func firstObstacle(
        in text: String,
        deepest: Int,
        longest: Int
    ) -> (obstacle: Obstacle, line: Int)? {
        var parser = yaml_parser_t()
        // Fails only for want of memory; then there is nothing to delete.
        guard yaml_parser_initialize(&parser) == 1 else { return nil }
        defer { yaml_parser_delete(&parser) }
        var text = text
        return text.withUTF8 { bytes in
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            // The parser reads these bytes until it is deleted, or does not any more; they live for the length of the closure.
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            return firstObstacle(&parser, deepest, longest)
        }
    }

    private static func firstObstacle(
        _ parser: inout yaml_parser_t,
        _ deepest: Int,
        _ longest: Int
    ) -> (obstacle: Obstacle, line: Int)? {
        var depth = 0
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else { return nil }
            // The parser has filled the event, which nobody keeps.
            defer { yaml_event_delete(&event) }
            guard event.type != YAML_STREAM_END_EVENT else { return nil }
            if let obstacle = obstacle(in: event, &depth, deepest, longest) {
                return (obstacle, Int(event.start_mark.line) + 1)
            }
        }
    }

    /// What is wrong with one event; keeps count of the depth. Each case of libyaml's union is read under its own type.
    private static func obstacle(
        in event: yaml_event_t,
        _ depth: inout Int,
        _ deepest: Int,
        _ longest: Int
    ) -> Obstacle? {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT:
            let directives = event.data.document_start.tag_directives
            return directives.start == directives.end ? nil : .tagDirective
        case YAML_ALIAS_EVENT: return .alias
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            return scalar.anchor == nil ? (scalar.length > longest ? .length : nil) : .anchor
        case YAML_SEQUENCE_START_EVENT:
            depth += 1
            return event.data.sequence_start.anchor == nil ? (depth > deepest ? .depth : nil) : .anchor
        case YAML_MAPPING_START_EVENT:
            depth += 1
            return event.data.mapping_start.anchor == nil ? (depth > deepest ? .depth : nil) : .anchor
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            depth -= 1
            return nil
        default: return nil
        }
    }
}
