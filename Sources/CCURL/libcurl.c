#include "libcurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>

// Macros that check types would hide the functions.
#undef curl_easy_getinfo
#undef curl_multi_setopt

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;

static void load(void) {
    // The name that programs are linked against since 2006; kept for ever.
    library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
}

void *libcurl_function(const char *name) {
    pthread_once(&once, load);
    return library == NULL ? NULL : dlsym(library, name);
}

// The functions that Foundation calls and CCURL.c does not look after, each handed on as it is. Without libcurl each says
// that it cannot, at which Foundation ends the process: whoever sends asks ccurl_is_there() before.

#define HAND_ON(result, name, parameters, arguments, failure) \
    result name parameters {                                  \
        REAL(name);                                           \
        return real == NULL ? failure : real arguments;       \
    }

HAND_ON(CURLcode, curl_easy_pause, (CURL *handle, int mask), (handle, mask), CURLE_FAILED_INIT)
HAND_ON(const char *, curl_easy_strerror, (CURLcode code), (code), "there is no libcurl.so.4")
HAND_ON(CURLcode, curl_global_init, (long flags), (flags), CURLE_FAILED_INIT)
HAND_ON(CURLMcode, curl_multi_add_handle, (CURLM *multi, CURL *easy), (multi, easy), CURLM_INTERNAL_ERROR)
HAND_ON(CURLMcode, curl_multi_assign, (CURLM *multi, curl_socket_t socket, void *data), (multi, socket, data),
        CURLM_INTERNAL_ERROR)
HAND_ON(CURLMcode, curl_multi_cleanup, (CURLM *multi), (multi), CURLM_INTERNAL_ERROR)
HAND_ON(CURLM *, curl_multi_init, (void), (), NULL)
HAND_ON(CURLMcode, curl_multi_remove_handle, (CURLM *multi, CURL *easy), (multi, easy), CURLM_INTERNAL_ERROR)
HAND_ON(CURLMcode, curl_multi_socket_action, (CURLM *multi, curl_socket_t socket, int events, int *running),
        (multi, socket, events, running), CURLM_INTERNAL_ERROR)
HAND_ON(struct curl_slist *, curl_slist_append, (struct curl_slist *list, const char *text), (list, text), NULL)
HAND_ON(CURLU *, curl_url, (void), (), NULL)
HAND_ON(CURLUcode, curl_url_set, (CURLU *url, CURLUPart part, const char *text, unsigned flags), (url, part, text, flags),
        CURLUE_OUT_OF_MEMORY)
HAND_ON(char *, curl_version, (void), (), "libcurl/none")
HAND_ON(curl_version_info_data *, curl_version_info, (CURLversion age), (age), NULL)

// Under another name, for newer headers have its first parameter const.
CURLUcode url_get(CURLU *url, CURLUPart part, char **text, unsigned flags) __asm__("curl_url_get");

CURLUcode url_get(CURLU *url, CURLUPart part, char **text, unsigned flags) {
    REAL(curl_url_get);
    return real == NULL ? CURLUE_OUT_OF_MEMORY : real(url, part, text, flags);
}

void curl_free(void *memory) {
    REAL(curl_free);
    if (real != NULL) real(memory);
}

void curl_slist_free_all(struct curl_slist *list) {
    REAL(curl_slist_free_all);
    if (real != NULL) real(list);
}

// What is asked for is always written through a pointer.
CURLcode curl_easy_getinfo(CURL *handle, CURLINFO info, ...) {
    REAL(curl_easy_getinfo);
    va_list arguments;
    va_start(arguments, info);
    void *place = va_arg(arguments, void *);
    va_end(arguments);
    return real == NULL ? CURLE_FAILED_INIT : real(handle, info, place);
}

CURLMcode curl_multi_setopt(CURLM *multi, CURLMoption option, ...) {
    REAL(curl_multi_setopt);
    if (real == NULL) return CURLM_INTERNAL_ERROR;
    va_list arguments;
    va_start(arguments, option);
    // An option's number tells the type of its argument (curl.h); none of these is larger than a pointer.
    CURLMcode code = (int)option < CURLOPTTYPE_OBJECTPOINT ? real(multi, option, va_arg(arguments, long))
                                                           : real(multi, option, va_arg(arguments, void *));
    va_end(arguments);
    return code;
}
