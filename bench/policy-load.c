/*
 * policy-load - ask a Postfix policy server as fast as it answers, and say how fast that is.
 *
 * Each connection behaves like one smtpd process: it sends a request, waits for the whole reply and only then sends
 * the next. A message is two requests with one instance: RCPT, then END-OF-MESSAGE. The 29 attributes, their order
 * and the size of a request (about 760 bytes) are those of Postfix 3.7 on a submission port behind SASL and TLS.
 *
 * Prints one line of key=value pairs. Exit status: 0 all replies were good, 1 a bad reply or a lost connection,
 * 64 wrong options, 69 the server cannot be reached. Talks to 127.0.0.0/8 only.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 4096, MAX_SECONDS = 600, MAX_REQUEST = 2048, MAX_REPLY = 1024, MAX_SLOTS = 16, MAX_WORDS = 16 };

#define NANOS 1000000000ULL

__attribute__((noreturn, format(printf, 2, 3))) static void die(int status, const char *format, ...) {
    va_list values;
    va_start(values, format);
    fputs("policy-load: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    exit(status);
}

static uint64_t now_nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t) t.tv_sec * NANOS + (uint64_t) t.tv_nsec;
}

/* ---- requests: a text made once, with slots of decimal digits that are filled in for each request ---- */

/* A run of one of these characters in a template is a slot; each kind has one value per request. */
static const char SLOT_KINDS[] = "~^#!";
enum { USER, MESSAGE, CONTACT, CLIENT, KINDS };

struct template {
    char text[MAX_REQUEST];
    int length;
    int slots;
    struct { int at, width, kind; } slot[MAX_SLOTS];
};

enum state { RCPT, END_OF_MESSAGE, STATES };
enum audience { EXTERNAL, INTERNAL, AUDIENCES };
static struct template templates[STATES][AUDIENCES];

/* One message in four goes to the own domain. A sender writes in turn to 75 addresses outside and 25 inside. */
static const char *const RECIPIENTS[] = {"accounts.office##@customer##.example.net", "colleague##@example.org"};

static void make_template(enum state state, enum audience audience) {
    struct template *made = &templates[state][audience];
    bool end = state == END_OF_MESSAGE;
    /* The start time in the instance keeps two runs apart: a server may take a known instance for a repetition. */
    made->length = snprintf(made->text, sizeof made->text,
        "request=smtpd_access_policy\nprotocol_state=%s\nprotocol_name=ESMTP\n"
        "client_address=198.51.100.1!!\nclient_name=host-1!!.dynamic.pool.example.com\nclient_port=5!!24\n"
        "reverse_client_name=host-1!!.dynamic.pool.example.com\nserver_address=192.0.2.25\nserver_port=587\n"
        "helo_name=[198.51.100.1!!]\nsender=anna.novak~~~~~~~@example.org\nrecipient=%s\nrecipient_count=%d\n"
        "queue_id=%s\ninstance=%x.%lx.^^^^^^^^^^.0\nsize=%d\netrn_domain=\nstress=\nsasl_method=PLAIN\n"
        "sasl_username=anna.novak~~~~~~~@example.org\nsasl_sender=\nccert_subject=\nccert_issuer=\nccert_fingerprint=\n"
        "ccert_pubkey_fingerprint=\nencryption_protocol=TLSv1.3\nencryption_cipher=TLS_AES_256_GCM_SHA384\n"
        "encryption_keysize=256\npolicy_context=submission\n\n",
        end ? "END-OF-MESSAGE" : "RCPT", RECIPIENTS[audience], end ? 1 : 0, end ? "4Y^^^^^^^^^^" : "",
        (unsigned) getpid(), (long) time(NULL), end ? 14211 : 13902);
    for (int at = 0; at < made->length;) {
        const char *kind = strchr(SLOT_KINDS, made->text[at]);
        int width = kind ? (int) strspn(made->text + at, (char[]) {*kind, 0}) : 1;
        if (kind) {
            if (made->slots == MAX_SLOTS) die(70, "too many slots in the request");
            made->slot[made->slots].at = at;
            made->slot[made->slots].width = width;
            made->slot[made->slots++].kind = (int) (kind - SLOT_KINDS);
        }
        at += width;
    }
}

static void fill(char *request, const struct template *from, const uint64_t values[KINDS]) {
    memcpy(request, from->text, (size_t) from->length);
    for (int s = 0; s < from->slots; s++) {
        uint64_t value = values[from->slot[s].kind];
        for (int digit = from->slot[s].width - 1; digit >= 0; digit--, value /= 10)
            request[from->slot[s].at + digit] = (char) ('0' + value % 10);
    }
}

/* ---- measurements ---- */

/* Latency in nanoseconds, 64 steps to each power of two: an error of at most 1.6 %. */
enum { STEPS = 64, BUCKETS = STEPS * 60 };
static uint64_t histogram[BUCKETS], measured, slowest;

static int bucket_of(uint64_t nanos) {
    if (nanos < STEPS) return (int) nanos;
    int power = 63 - __builtin_clzll(nanos);
    return (power - 5) * STEPS + (int) (nanos >> (power - 6) & (STEPS - 1));
}

static double bucket_micros(int bucket) {
    if (bucket < STEPS) return bucket / 1e3;
    int power = bucket / STEPS + 5;
    return (double) ((uint64_t) (STEPS + bucket % STEPS) << (power - 6)) / 1e3;
}

static void record(uint64_t nanos) {
    histogram[bucket_of(nanos)]++;
    measured++;
    if (nanos > slowest) slowest = nanos;
}

static double percentile(double share) {
    uint64_t wanted = (uint64_t) (share * (double) measured), seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++)
        if ((seen += histogram[bucket]) > wanted) return bucket_micros(bucket);
    return (double) slowest / 1e3;
}

static struct { char word[24]; uint64_t count; } actions[MAX_WORDS];

static void count_action(const char *word, size_t length) {
    int at = 0;
    while (at < MAX_WORDS - 1 && actions[at].count && (strlen(actions[at].word) != length || memcmp(actions[at].word, word, length))) at++;
    if (!actions[at].count) snprintf(actions[at].word, sizeof actions[at].word, "%.*s", (int) length, word);
    actions[at].count++;
}

/* ---- connections ---- */

struct connection {
    int fd; /* -1 once lost */
    enum state state;
    uint64_t message, sent_at, replies;
    int filled;
    char reply[MAX_REPLY];
};

static struct connection connections[MAX_CONNECTIONS];
static uint64_t messages, senders = 5000, failures, bytes_sent, requests_sent;
static bool measuring;

static void lose(struct connection *connection, const char *why) {
    if (failures++ < 5) fprintf(stderr, "policy-load: connection %td: %s\n", connection - connections, why);
    close(connection->fd);
    connection->fd = -1;
}

static void ask(struct connection *connection) {
    if (connection->state == RCPT) connection->message = messages++;
    uint64_t number = connection->message, user = number % senders, round = number / senders;
    const struct template *from = &templates[connection->state][round % 4 == 3 ? INTERNAL : EXTERNAL];
    char request[MAX_REQUEST];
    fill(request, from, (uint64_t[KINDS]) {[USER] = user, [MESSAGE] = number, [CONTACT] = round, [CLIENT] = user});
    bytes_sent += (uint64_t) from->length;
    requests_sent++;
    connection->sent_at = now_nanos();
    if (send(connection->fd, request, (size_t) from->length, MSG_NOSIGNAL) != from->length) lose(connection, "cannot send");
}

/* The action word of a whole reply "action=WORD[ text]\n\n"; NULL if it is anything else. */
static const char *action_of(const char *reply, int length, size_t *word_length) {
    static const char NAME[] = "action=";
    if (length < 10 || memcmp(reply, NAME, 7) || memchr(reply, '\n', (size_t) length) != reply + length - 2) return NULL;
    *word_length = strcspn(reply + 7, " \n");
    return *word_length > 0 && *word_length < sizeof actions[0].word ? reply + 7 : NULL;
}

static void answered(struct connection *connection) {
    size_t length;
    const char *word = action_of(connection->reply, connection->filled, &length);
    if (!word) {
        lose(connection, "the reply is not action=...");
        return;
    }
    if (measuring) {
        record(now_nanos() - connection->sent_at);
        count_action(word, length);
        connection->replies++;
    }
    connection->filled = 0;
    connection->state = connection->state == RCPT ? END_OF_MESSAGE : RCPT;
    ask(connection);
}

static void receive(struct connection *connection) {
    char *end = connection->reply + connection->filled;
    ssize_t got = recv(connection->fd, end, (size_t) (MAX_REPLY - 1 - connection->filled), 0);
    if (got <= 0) {
        lose(connection, got ? strerror(errno) : "closed by the server, or a reply without an end");
        return;
    }
    connection->filled += (int) got;
    connection->reply[connection->filled] = 0;
    if (connection->filled > 1 && !memcmp(connection->reply + connection->filled - 2, "\n\n", 2)) answered(connection);
}

static int connect_to(const struct sockaddr_in *server) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (fd < 0 || connect(fd, (const struct sockaddr *) server, sizeof *server))
        die(69, "cannot connect to port %d: %s", ntohs(server->sin_port), strerror(errno));
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static void run_until(int epoll, int count, uint64_t deadline) {
    struct epoll_event events[256];
    while (now_nanos() < deadline && failures < (uint64_t) count) {
        int ready = epoll_wait(epoll, events, 256, 50);
        for (int i = 0; i < ready; i++) {
            struct connection *connection = events[i].data.ptr;
            if (connection->fd >= 0) receive(connection);
        }
    }
}

/* ---- the program ---- */

static struct sockaddr_in loopback(const char *text) {
    char host[32];
    int port;
    struct sockaddr_in address = {.sin_family = AF_INET};
    if (sscanf(text, "%31[0-9.]:%d", host, &port) != 2 || port < 1 || port > 65535 || inet_pton(AF_INET, host, &address.sin_addr) != 1)
        die(64, "give the server as 127.0.0.1:PORT, not %s", text);
    if (ntohl(address.sin_addr.s_addr) >> 24 != 127) die(64, "%s is not a loopback address: this program loads only its own machine", host);
    address.sin_port = htons((uint16_t) port);
    return address;
}

static int number(const char *text, const char *name, int least, int most) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*end || end == text || value < least || value > most) die(64, "--%s takes a number from %d to %d, not %s", name, least, most, text);
    return (int) value;
}

static void report(int count, double seconds) {
    uint64_t least = UINT64_MAX, most = 0, oldest = 0, now = now_nanos();
    for (int i = 0; i < count; i++) {
        if (connections[i].replies < least) least = connections[i].replies;
        if (connections[i].replies > most) most = connections[i].replies;
        if (connections[i].fd >= 0 && now - connections[i].sent_at > oldest) oldest = now - connections[i].sent_at;
    }
    printf("connections=%d seconds=%.2f replies=%lu req_s=%.0f p50_us=%.1f p90_us=%.1f p99_us=%.1f max_us=%.1f "
        "unanswered_us=%.1f least_per_connection=%lu most_per_connection=%lu request_bytes=%.0f failures=%lu",
        count, seconds, measured, (double) measured / seconds, percentile(0.5), percentile(0.9), percentile(0.99),
        (double) slowest / 1e3, (double) oldest / 1e3, least, most, (double) bytes_sent / (double) requests_sent, failures);
    for (int at = 0; at < MAX_WORDS && actions[at].count; at++) printf(" action_%s=%lu", actions[at].word, actions[at].count);
    putchar('\n');
}

static const char USAGE[] =
    "usage: policy-load [--connections N] [--seconds S] [--warm-up S] [--senders K] 127.0.0.1:PORT\n"
    "  --connections N  connections at once, 1 to 4096 (1)\n"
    "  --seconds S      how long to measure, 1 to 600 (5)\n"
    "  --warm-up S      how long to load before that without measuring, 0 to 600 (1)\n"
    "  --senders K      authenticated users that take turns, 1 to 9999999 (5000)\n";

int main(int argc, char **argv) {
    static const struct option OPTIONS[] = {{"connections", 1, 0, 'c'}, {"seconds", 1, 0, 's'}, {"warm-up", 1, 0, 'w'},
        {"senders", 1, 0, 'k'}, {"help", 0, 0, 'h'}, {0}};
    int count = 1, seconds = 5, warm_up = 1, option;
    while ((option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1) switch (option) {
        case 'c': count = number(optarg, "connections", 1, MAX_CONNECTIONS); break;
        case 's': seconds = number(optarg, "seconds", 1, MAX_SECONDS); break;
        case 'w': warm_up = number(optarg, "warm-up", 0, MAX_SECONDS); break;
        case 'k': senders = (uint64_t) number(optarg, "senders", 1, 9999999); break;
        case 'h': fputs(USAGE, stdout); return 0;
        default: fputs(USAGE, stderr); return 64;
    }
    if (optind != argc - 1) {
        fputs(USAGE, stderr);
        return 64;
    }
    struct sockaddr_in server = loopback(argv[optind]);
    for (int state = 0; state < STATES; state++)
        for (int audience = 0; audience < AUDIENCES; audience++) make_template(state, audience);
    int epoll = epoll_create1(0);
    for (int i = 0; i < count; i++) {
        connections[i].fd = connect_to(&server);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &connections[i]};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, connections[i].fd, &event)) die(71, "epoll: %s", strerror(errno));
    }
    for (int i = 0; i < count; i++) ask(&connections[i]);
    run_until(epoll, count, now_nanos() + (uint64_t) warm_up * NANOS);
    measuring = true;
    uint64_t start = now_nanos();
    run_until(epoll, count, start + (uint64_t) seconds * NANOS);
    report(count, (double) (now_nanos() - start) / 1e9);
    return failures ? 1 : 0;
}
