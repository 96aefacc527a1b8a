// What Swift's Glibc module leaves out of Linux: epoll and eventfd, and the calls behind _GNU_SOURCE.
#ifndef CLINUX_H
#define CLINUX_H

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// accept4 with SOCK_NONBLOCK | SOCK_CLOEXEC: the prototype needs _GNU_SOURCE, which does not reach Swift's importer.
int clinux_accept(int listener);

// How many CPUs the process may run on, at least one: the macros over cpu_set_t need _GNU_SOURCE.
int clinux_usable_cpus(void);

// Names the calling thread: pthread_setname_np needs _GNU_SOURCE.
void clinux_name_thread(const char *name);

#endif
