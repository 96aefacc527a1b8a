// OpenSSL 3 for Swift. Swift imports functions and plain literals; what OpenSSL writes as a function-like macro or as a
// cast is made a function here, each named for what it hides.
#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// SSL_CTX_set_min_proto_version is a macro over SSL_CTX_ctrl.
static inline int copenssl_ctx_set_min_version(SSL_CTX *ctx, int version) {
    return (int)SSL_CTX_set_min_proto_version(ctx, version);
}

// SSL_CTX_set_mode is a macro over SSL_CTX_ctrl.
static inline void copenssl_ctx_set_mode(SSL_CTX *ctx, long mode) { SSL_CTX_set_mode(ctx, mode); }

// SSL_CTX_set_max_send_fragment is a macro over SSL_CTX_ctrl.
static inline int copenssl_ctx_set_max_record(SSL_CTX *ctx, long bytes) {
    return (int)SSL_CTX_set_max_send_fragment(ctx, bytes);
}

// SSL_CTX_set_session_cache_mode is a macro over SSL_CTX_ctrl.
static inline void copenssl_ctx_disable_session_cache(SSL_CTX *ctx) {
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
}

// The SSL_OP_* constants are casts and shifts.
static inline void copenssl_ctx_set_server_options(SSL_CTX *ctx) {
    SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE);
}

// BIO_get_mem_data is a macro over BIO_ctrl: the bytes waiting in a memory BIO, without taking them out.
static inline size_t copenssl_bio_pending(BIO *bio, const uint8_t **bytes) {
    char *data = NULL;
    long count = BIO_get_mem_data(bio, &data);
    *bytes = (const uint8_t *)data;
    return count > 0 ? (size_t)count : 0;
}

// BIO_reset is a macro over BIO_ctrl.
static inline void copenssl_bio_reset(BIO *bio) { (void)BIO_reset(bio); }

// Takes the next bytes out of a memory BIO and throws them away, for which OpenSSL has no call. BIO_reset is quicker where
// nothing would be left.
static inline void copenssl_bio_discard(BIO *bio, size_t count) {
    char bytes[4096];
    while (count > 0) {
        int taken = BIO_read(bio, bytes, count < sizeof bytes ? (int)count : (int)sizeof bytes);
        if (taken <= 0) return;
        count -= (size_t)taken;
    }
}

// BIO_set_mem_eof_return is a macro over BIO_ctrl: with -1 an empty memory BIO says "try again", not "end of stream".
static inline void copenssl_bio_empty_is_retry(BIO *bio) { BIO_set_mem_eof_return(bio, -1); }

#endif
