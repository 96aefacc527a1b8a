// URLSession stands on libcurl, and four of libcurl's functions are defined here: a program's own definition stands before
// that of any library, when the static Foundation is linked as well as when the loader binds the shared one. Each has
// libcurl's own do the work, and keeps from URLSession what it cannot be told or does not survive: whoever answers can end
// the process otherwise, for FoundationNetworking (Swift 6.3) stops at answers that it does not expect.
#include "CCURL.h"

#include "libcurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// A macro that checks types would hide the function.
#undef curl_easy_setopt

// Bytes of a header line that URLSession is shown.
enum { LINE_LIMIT = 2048 };

// A handle, with what stands between libcurl and URLSession's reading of headers.
struct gate {
    CURL *handle;
    curl_write_callback forward;
    void *userdata;
    int is_interim;   // the lines belong to an answer before the answer, a 1xx
    int is_complete;  // URLSession has seen a whole head
    struct gate *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct curl_blob authorities = {.flags = CURL_BLOB_COPY};
static struct gate *gates;

static CURL *new_handle(void) {
    REAL(curl_easy_init);
    return real == NULL ? NULL : real();
}

static struct gate *gate_of(CURL *handle) {
    pthread_mutex_lock(&lock);
    struct gate *gate = gates;
    while (gate != NULL && gate->handle != handle) gate = gate->next;
    pthread_mutex_unlock(&lock);
    return gate;
}

static CURLcode set_up(CURL *handle) {
    // URLSession hands data on without ever pausing libcurl, and does not come to cancel a task while more arrives: an
    // endless answer would fill the memory. In a second comes more than any robot has to say.
    CURLcode code = curl_easy_setopt(handle, CURLOPT_MAX_RECV_SPEED_LARGE, (curl_off_t)(256 << 10));
    // A length near 2^63 overflows in URLSession.
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)(16 << 20));
    // Messages are few, and of one that was written to a kept connection which is dead nobody knows whether it arrived.
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    // What a proxy says to CONNECT is no answer of the server.
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    pthread_mutex_lock(&lock);
    if (code == CURLE_OK && authorities.len > 0) code = curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &authorities);
    pthread_mutex_unlock(&lock);
    return code;
}

CURL *curl_easy_init(void) {
    CURL *handle = new_handle();
    struct gate *gate = calloc(1, sizeof *gate);
    if (handle == NULL || gate == NULL || set_up(handle) != CURLE_OK) {
        // Out of memory. A handle that is not set up would trust and read other things than was asked for.
        free(gate);
        curl_easy_cleanup(handle);
        return NULL;
    }
    gate->handle = handle;
    pthread_mutex_lock(&lock);
    gate->next = gates;
    gates = gate;
    pthread_mutex_unlock(&lock);
    return handle;
}

void curl_easy_cleanup(CURL *handle) {
    // Unlisted before libcurl frees the handle, for the next one may have its address at once; freed behind it, for until
    // then it may call back.
    pthread_mutex_lock(&lock);
    struct gate **link = &gates;
    while (*link != NULL && (*link)->handle != handle) link = &(*link)->next;
    struct gate *gate = *link;
    if (gate != NULL) *link = gate->next;
    pthread_mutex_unlock(&lock);
    REAL(curl_easy_cleanup);
    if (real != NULL) real(handle);
    free(gate);
}

// The headers that are of use, with values that cannot be misread. URLSession acts upon others: it stores cookies, asks for
// passwords, and reads types and dates in its own way.
static int is_wanted(const char *line, size_t length) {
    static const char *const names[] = {"date:", "retry-after:", "x-ogw-ratelimit-reset:", "location:", "content-encoding:"};
    if (length > LINE_LIMIT) return 0;
    for (size_t i = 0; i + 2 < length; i++) {
        if (line[i] < 0x20 || line[i] > 0x7E) return 0;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t name = strlen(names[i]);
        if (length > name + 2 && strncasecmp(line, names[i], name) == 0) return 1;
    }
    return 0;
}

// One line of a head, with its end, for URLSession.
static size_t on_header(char *line, size_t size, size_t count, void *userdata) {
    struct gate *gate = userdata;
    size_t length = size * count;
    // What follows are trailers, which URLSession takes for another head.
    if (gate->forward == NULL || gate->is_complete) return length;
    if (length >= 12 && strncasecmp(line, "HTTP/", 5) == 0) {
        long status = 0;
        (void)curl_easy_getinfo(gate->handle, CURLINFO_RESPONSE_CODE, &status);
        gate->is_interim = status < 200;
        if (gate->is_interim) return length;
        // URLSession wants a reason, if only an empty one, which HTTP/2 has not and servers leave out.
        char text[32];
        int written = snprintf(text, sizeof text, "HTTP/1.1 %03ld \r\n", status);
        if (written < 0 || (size_t)written >= sizeof text) return 0;
        return gate->forward(text, 1, (size_t)written, gate->userdata) == (size_t)written ? length : 0;
    }
    if (gate->is_interim) return length;
    int is_end = length <= 2 && (line[0] == '\r' || line[0] == '\n');
    if (is_end) {
        gate->is_complete = 1;
        char end[] = "\r\n";
        return gate->forward(end, 1, 2, gate->userdata) == 2 ? length : 0;
    }
    int ends_well = length > 2 && line[length - 2] == '\r' && line[length - 1] == '\n';
    if (!ends_well || !is_wanted(line, length)) return length;
    size_t name = strlen("location:");
    if (strncasecmp(line, "location:", name) != 0) return gate->forward(line, 1, length, gate->userdata);
    // Under another name: of some redirects URLSession makes a request that ends the process, before anybody is asked.
    char renamed[LINE_LIMIT + sizeof "X-Redirect-To:"];
    int written = snprintf(renamed, sizeof renamed, "X-Redirect-To:%.*s", (int)(length - name), line + name);
    if (written < 0 || (size_t)written >= sizeof renamed) return 0;
    return gate->forward(renamed, 1, (size_t)written, gate->userdata) == (size_t)written ? length : 0;
}

CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...) {
    REAL(curl_easy_setopt);
    if (real == NULL) return CURLE_FAILED_INIT;
    CURLcode code;
    va_list arguments;
    va_start(arguments, option);
    struct gate *gate = option == CURLOPT_HEADERFUNCTION || option == CURLOPT_HEADERDATA ? gate_of(handle) : NULL;
    if (gate != NULL && option == CURLOPT_HEADERFUNCTION) {
        gate->forward = va_arg(arguments, curl_write_callback);
        code = real(handle, option, on_header);
    } else if (gate != NULL) {
        gate->userdata = va_arg(arguments, void *);
        code = real(handle, option, gate);
    } else if (option == CURLOPT_HTTP_CONTENT_DECODING) {
        // URLSession always turns it on. A kilobyte may unfold to gigabytes, and nobody was asked for compression.
        code = real(handle, option, 0L);
    } else if (option < CURLOPTTYPE_OBJECTPOINT) {
        // An option's number tells the type of its argument (curl.h).
        code = real(handle, option, va_arg(arguments, long));
    } else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB) {
        code = real(handle, option, va_arg(arguments, curl_off_t));
    } else {
        code = real(handle, option, va_arg(arguments, void *));
    }
    va_end(arguments);
    return code;
}

CURLMsg *curl_multi_info_read(CURLM *multi, int *count) {
    REAL(curl_multi_info_read);
    CURLMsg *message = real == NULL ? NULL : real(multi, count);
    if (message == NULL || message->msg != CURLMSG_DONE || message->data.result != CURLE_OK) return message;
    // libcurl calls it a success when the connection ends within the head, URLSession then ends the process.
    struct gate *gate = gate_of(message->easy_handle);
    if (gate != NULL && gate->forward != NULL && !gate->is_complete) message->data.result = CURLE_GOT_NOTHING;
    return message;
}

int ccurl_is_there(void) {
    REAL(curl_easy_init);
    return real != NULL;
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
