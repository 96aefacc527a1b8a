// What URLSession cannot be told: on Linux it stands on libcurl and hands out none of its handles. With this linked, each
// reads 256 KiB of an answer a second at most, and leaves compressed answers as they are.
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>

// The file of CAs that libcurl was built to trust; empty where there is none. Valid for ever.
const char *ccurl_system_authorities(void);

// Lets every connection that is opened from now on trust the CAs in these bytes of PEM, which are copied, instead of those
// in the file above; a length of 0 goes back to that. From any thread. Returns 0 where memory ran out: then nothing has
// changed.
int ccurl_trust(const void *pem, size_t length);

#endif
