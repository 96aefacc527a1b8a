// URLSession makes its handles with curl_easy_init and sets them up with curl_easy_setopt, and both are defined here: a
// program's own definition stands before that of any library, when the static Foundation is linked as well as when the
// loader binds the shared one. Ours have libcurl do it, and add what URLSession cannot be told.
#define _GNU_SOURCE
#include "CCURL.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

// Variadic, as curl.h would else hide it behind a macro.
#undef curl_easy_setopt

// Bytes a second that are read of an answer. URLSession hands data on without ever pausing libcurl, and does not come to
// cancel a task while more arrives: an endless answer would fill the memory. No answer of a robot is noticeably slower.
static const curl_off_t speed = 256 << 10;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct curl_blob authorities = {.flags = CURL_BLOB_COPY};

typedef CURL *init_function(void);
typedef CURLcode setopt_function(CURL *, CURLoption, ...);

static CURL *new_handle(void) {
    // ISO C cannot convert an object pointer into one of a function; POSIX has them look the same.
    init_function *init = NULL;
    *(void **)&init = dlsym(RTLD_NEXT, "curl_easy_init");
    return init == NULL ? NULL : init();
}

CURL *curl_easy_init(void) {
    CURL *handle = new_handle();
    if (handle == NULL) return NULL;
    CURLcode code = curl_easy_setopt(handle, CURLOPT_MAX_RECV_SPEED_LARGE, speed);
    pthread_mutex_lock(&lock);
    if (code == CURLE_OK && authorities.len > 0) code = curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &authorities);
    pthread_mutex_unlock(&lock);
    if (code == CURLE_OK) return handle;
    // Out of memory. A connection that trusts less than was asked for would fail with a reason that leads astray.
    curl_easy_cleanup(handle);
    return NULL;
}

CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...) {
    setopt_function *setopt = NULL;
    *(void **)&setopt = dlsym(RTLD_NEXT, "curl_easy_setopt");
    if (setopt == NULL) return CURLE_FAILED_INIT;
    // An option's number tells the type of its argument (curl.h).
    CURLcode code;
    va_list arguments;
    va_start(arguments, option);
    if (option == CURLOPT_HTTP_CONTENT_DECODING) {
        // URLSession always turns it on. A kilobyte may unfold to gigabytes, and nobody was asked for compression.
        code = setopt(handle, option, 0L);
    } else if (option < CURLOPTTYPE_OBJECTPOINT) {
        code = setopt(handle, option, va_arg(arguments, long));
    } else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB) {
        code = setopt(handle, option, va_arg(arguments, curl_off_t));
    } else {
        code = setopt(handle, option, va_arg(arguments, void *));
    }
    va_end(arguments);
    return code;
}

int ccurl_trust(const void *pem, size_t length) {
    void *copy = NULL;
    if (length > 0) {
        copy = malloc(length);
        if (copy == NULL) return 0;
        memcpy(copy, pem, length);
    }
    pthread_mutex_lock(&lock);
    void *former = authorities.data;
    authorities.data = copy;
    authorities.len = length;
    pthread_mutex_unlock(&lock);
    free(former);
    return 1;
}

const char *ccurl_system_authorities(void) {
    CURL *handle = new_handle();
    if (handle == NULL) return "";
    // A literal in libcurl, whatever the handle has been told.
    char *path = NULL;
    CURLcode code = curl_easy_getinfo(handle, CURLINFO_CAINFO, &path);
    curl_easy_cleanup(handle);
    return code == CURLE_OK && path != NULL ? path : "";
}
