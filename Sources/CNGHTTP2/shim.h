// nghttp2 for Swift. The library's functions and enumerators import as they are; the deprecated ssize_t family is used
// because Debian 12's 1.52 has no other.
#ifndef CNGHTTP2_SHIM_H
#define CNGHTTP2_SHIM_H

#include <nghttp2/nghttp2.h>

#endif
