/*
 * policy-echo PORT - the fastest policy server there can be on one core: reads to the blank line, thinks nothing,
 * answers DUNNO. What a real server reaches of its figures is what its own work leaves over.
 *
 * Listens on 127.0.0.1 only. Ends by a signal.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_FD = 8192 };

static const char ANSWER[] = "action=DUNNO\n\n";
static char last_byte[MAX_FD]; /* of what a connection sent so far: the two newlines may come in two reads */

static void fail(const char *what) {
    perror(what);
    exit(71);
}

static void watch(int epoll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)) fail("epoll_ctl");
}

static int listen_on(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, (struct sockaddr *) &address, sizeof address) || listen(fd, 1024)) fail("listen");
    return fd;
}

static void greet(int epoll, int listener) {
    int fd = accept(listener, NULL, NULL), on = 1;
    if (fd < 0) return;
    if (fd >= MAX_FD) {
        close(fd);
        return;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    last_byte[fd] = 0;
    watch(epoll, fd);
}

/* Postfix sends one request and waits, so only the end of what was read can be the end of a request. */
static bool ends_request(int fd, const char *bytes, ssize_t length) {
    char before = length > 1 ? bytes[length - 2] : last_byte[fd];
    last_byte[fd] = bytes[length - 1];
    return before == '\n' && bytes[length - 1] == '\n';
}

static void serve(int fd) {
    char bytes[4096];
    ssize_t got = recv(fd, bytes, sizeof bytes, 0);
    if (got <= 0 || (ends_request(fd, bytes, got) && send(fd, ANSWER, sizeof ANSWER - 1, MSG_NOSIGNAL) < 0)) close(fd);
}

int main(int argc, char **argv) {
    int port = argc == 2 ? atoi(argv[1]) : 0;
    if (port < 1 || port > 65535) {
        fputs("usage: policy-echo PORT\n", stderr);
        return 64;
    }
    int listener = listen_on(port), epoll = epoll_create1(0);
    watch(epoll, listener);
    struct epoll_event events[256];
    for (;;) {
        int ready = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == listener) greet(epoll, listener);
            else serve(events[i].data.fd);
        }
    }
}
