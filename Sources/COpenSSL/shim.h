// OpenSSL 3 for Swift. Swift imports functions and plain literals; what OpenSSL writes as a function-like macro or as a
// cast is made a function here, each named for what it hides.
#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/buffer.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <string.h>

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

// SSL_CTX_add1_chain_cert is a macro over SSL_CTX_ctrl; the context takes a reference of its own.
static inline int copenssl_ctx_add_chain(SSL_CTX *ctx, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(ctx, certificate);
}

// SSL_set_tlsext_host_name is a macro over SSL_ctrl; OpenSSL copies the name.
static inline int copenssl_set_server_name(SSL *ssl, const char *name) {
    return (int)SSL_set_tlsext_host_name(ssl, name);
}

// EVP_EC_gen is a macro over a function of variable arguments.
static inline EVP_PKEY *copenssl_new_p256_key(void) { return EVP_EC_gen("P-256"); }

// XN_FLAG_RFC2253 is built of casts. Without ESC_MSB letters beyond ASCII stay what they are.
static inline int copenssl_print_name(BIO *bio, const X509_NAME *name) {
    return X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
}

// A memory BIO that says "try again" when it is empty, not "end of stream", and that keeps its bytes at a reset:
// BIO_set_mem_eof_return is a macro over BIO_ctrl.
static inline BIO *copenssl_bio_new(void) {
    BIO *bio = BIO_new(BIO_s_mem());
    if (bio == NULL) return NULL;
    BIO_set_mem_eof_return(bio, -1);
    BIO_set_flags(bio, BIO_FLAGS_NONCLEAR_RST);
    return bio;
}

// BIO_get_mem_data is a macro over BIO_ctrl: the bytes waiting in a memory BIO, without taking them out.
static inline size_t copenssl_bio_pending(BIO *bio, const uint8_t **bytes) {
    char *data = NULL;
    long count = BIO_get_mem_data(bio, &data);
    *bytes = (const uint8_t *)data;
    return count > 0 ? (size_t)count : 0;
}

// Drops the first count bytes that wait. BIO_get_mem_ptr and BIO_reset are macros over BIO_ctrl; the reset only makes the
// BIO take notice of the new length (BIO_FLAGS_NONCLEAR_RST), where the usual one would overwrite the whole buffer.
static inline void copenssl_bio_discard(BIO *bio, size_t count) {
    BUF_MEM *memory = NULL;
    BIO_get_mem_ptr(bio, &memory);
    if (memory == NULL || count > memory->length) return;
    memory->length -= count;
    if (memory->length > 0) memmove(memory->data, memory->data + count, memory->length);
    (void)BIO_reset(bio);
}

// Gives back the memory of an empty BIO that has come to hold more than limit bytes. BIO_set_mem_buf is a macro.
static inline void copenssl_bio_shrink(BIO *bio, size_t limit) {
    BUF_MEM *memory = NULL;
    BIO_get_mem_ptr(bio, &memory);
    if (memory == NULL || memory->length > 0 || memory->max <= limit) return;
    BUF_MEM *fresh = BUF_MEM_new();
    if (fresh != NULL) BIO_set_mem_buf(bio, fresh, BIO_CLOSE);
}

#endif
