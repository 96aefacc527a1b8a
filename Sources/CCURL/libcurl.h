// libcurl's own functions, from the library as it is loaded at the first use of one: it and its thirty libraries are of no
// use to a process that sends nothing, and cost it 4 MiB.
#ifndef LIBCURL_H
#define LIBCURL_H

// The function of that name; NULL where there is no libcurl.
void *libcurl_function(const char *name);

// A variable `real` with libcurl's own function of that name, or NULL. ISO C cannot convert an object pointer into one of a
// function; POSIX has them look the same.
#define REAL(name)                 \
    __typeof__(name) *real = NULL; \
    *(void **)&real = libcurl_function(#name)

#endif
