// simdjson behind a C interface: parse into a tape, and hand out the tape. simdjson is C++, which Swift imports only in
// an interoperability mode that infects every client; a few C functions do not.
#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Bytes that must be readable after the end of a document given to csimdjson_parse (simdjson::SIMDJSON_PADDING).
enum { CSIMDJSON_PADDING = 64 };

// Outcomes that the caller treats differently; everything else is "not JSON".
typedef enum {
    CSIMDJSON_OK = 0,
    CSIMDJSON_MALFORMED = 1,
    CSIMDJSON_TOO_DEEP = 2,
    CSIMDJSON_OUT_OF_MEMORY = 3,
} csimdjson_result;

typedef struct csimdjson_parser csimdjson_parser;

// A parser for documents of up to max_depth levels, of which an empty object or array is none. Its buffers are empty
// until the first parse; NULL when memory is short.
csimdjson_parser *csimdjson_parser_new(size_t max_depth);
void csimdjson_parser_free(csimdjson_parser *parser);

// Parses length bytes; CSIMDJSON_PADDING more must be readable. A success is valid until the next parse.
csimdjson_result csimdjson_parse(csimdjson_parser *parser, const uint8_t *bytes, size_t length);

// simdjson's words for the last failure, such as "Problem while parsing a string"; static storage.
const char *csimdjson_failure(const csimdjson_parser *parser);

// The tape and string buffer of the last success, as described in simdjson's doc/tape.md.
const uint64_t *csimdjson_tape(const csimdjson_parser *parser);
const uint8_t *csimdjson_strings(const csimdjson_parser *parser);

// The longest document, in bytes, that the parser's present buffers hold: what a caller looks at to decide when to drop it.
size_t csimdjson_capacity(const csimdjson_parser *parser);

// Whether needle stands in bytes: memmem, whose declaration hides from Swift behind _GNU_SOURCE.
int csimdjson_contains(const void *bytes, size_t length, const void *needle, size_t needle_length);

#ifdef __cplusplus
}
#endif
#endif
