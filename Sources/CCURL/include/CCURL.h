// What URLSession cannot be told: on Linux it stands on libcurl and hands out none of its handles. With this linked, each
// request has a connection of its own, 256 KiB a second at most are read of its answer and 16 MiB in all, compressed ones
// stay as they are, and URLSession is shown only heads that it survives: status and the headers Date, Retry-After,
// X-Ogw-RateLimit-Reset, Content-Encoding and, as X-Redirect-To, Location.
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>

// Whether there is a libcurl: it is loaded at the first use, and URLSession ends the process where there is none.
int ccurl_is_there(void);

// The file of CAs that libcurl was built to trust; empty where there is none. Valid for ever.
const char *ccurl_system_authorities(void);

// Lets every connection that is opened from now on trust the CAs in these bytes of PEM, which are copied, instead of those
// in the file above; a length of 0 goes back to that. From any thread. Returns 0 where memory ran out: then nothing has
// changed.
int ccurl_trust(const void *pem, size_t length);

#endif
