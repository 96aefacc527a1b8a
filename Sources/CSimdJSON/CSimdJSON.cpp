#include "CSimdJSON.h"

#include <cstring>
#include <new>
#include <simdjson.h>

static_assert(CSIMDJSON_PADDING >= simdjson::SIMDJSON_PADDING, "the header promises too little padding");

struct csimdjson_parser {
    simdjson::dom::parser parser;
    size_t max_depth;
    simdjson::error_code failure = simdjson::SUCCESS;

    // simdjson refuses a document that reaches its limit.
    explicit csimdjson_parser(size_t depth) : max_depth(depth + 1) {}
};

csimdjson_parser *csimdjson_parser_new(size_t max_depth) { return new (std::nothrow) csimdjson_parser(max_depth); }

void csimdjson_parser_free(csimdjson_parser *parser) { delete parser; }

// Grows parser and document together, to a power of two, so that a run of growing documents does not reallocate each time.
static simdjson::error_code reserve(csimdjson_parser *self, size_t length) {
    size_t capacity = 16 * 1024;
    while (capacity < length) capacity *= 2;
    // For an empty document too: left to itself, simdjson allocates with a depth of its own.
    if (self->parser.capacity() < capacity) {
        if (auto error = self->parser.allocate(capacity, self->max_depth)) return error;
    }
    return self->parser.doc.capacity() < capacity ? self->parser.doc.allocate(capacity) : simdjson::SUCCESS;
}

csimdjson_result csimdjson_parse(csimdjson_parser *self, const uint8_t *bytes, size_t length) {
    if ((self->failure = reserve(self, length))) return CSIMDJSON_OUT_OF_MEMORY;
    simdjson::dom::element root;
    self->failure = self->parser.parse(bytes, length, false).get(root);
    switch (self->failure) {
    case simdjson::SUCCESS: return CSIMDJSON_OK;
    case simdjson::DEPTH_ERROR: return CSIMDJSON_TOO_DEEP;
    case simdjson::MEMALLOC: return CSIMDJSON_OUT_OF_MEMORY;
    default: return CSIMDJSON_MALFORMED;
    }
}

const char *csimdjson_failure(const csimdjson_parser *self) { return simdjson::error_message(self->failure); }

const uint64_t *csimdjson_tape(const csimdjson_parser *self) { return self->parser.doc.tape.get(); }

const uint8_t *csimdjson_strings(const csimdjson_parser *self) { return self->parser.doc.string_buf.get(); }

size_t csimdjson_capacity(const csimdjson_parser *self) { return self->parser.capacity(); }

int csimdjson_contains(const void *bytes, size_t length, const void *needle, size_t needle_length) {
    return memmem(bytes, length, needle, needle_length) != nullptr;
}
