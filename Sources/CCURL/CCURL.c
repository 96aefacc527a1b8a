// URLSession makes its handles with curl_easy_init, and that is defined here: a program's own definition stands before that
// of any library, when the static Foundation is linked as well as when the loader binds the shared one. Ours has libcurl
// make the handle, and adds what URLSession cannot be told.
#define _GNU_SOURCE
#include "CCURL.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct curl_blob authorities = {.flags = CURL_BLOB_COPY};

static CURL *new_handle(void) {
    // ISO C cannot convert an object pointer into one of a function, POSIX requires that their representation is the same.
    CURL *(*init)(void) = NULL;
    *(void **)&init = dlsym(RTLD_NEXT, "curl_easy_init");
    return init == NULL ? NULL : init();
}

CURL *curl_easy_init(void) {
    CURL *handle = new_handle();
    if (handle == NULL) return NULL;
    pthread_mutex_lock(&lock);
    CURLcode code = authorities.len == 0 ? CURLE_OK : curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &authorities);
    pthread_mutex_unlock(&lock);
    if (code == CURLE_OK) return handle;
    // Out of memory. A connection that trusts less than was asked for would fail with a reason that leads astray.
    curl_easy_cleanup(handle);
    return NULL;
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
