/*
 * log-maker - write a Postfix mail.log that never happened, as long as wanted, always the same for the same options.
 *
 * Some fifty mail transactions are under way at a time; each line printed is the next line of one of them, so lines of
 * different messages mix as they do in a real log: submissions of authenticated users, mail from outside, refused
 * clients, IMAP sign-ins, deferred and bounced deliveries. In the last third of the log a few accounts are hijacked:
 * from addresses never seen before they write to many strangers at a time.
 *
 * Names and addresses are those reserved for documentation (RFC 2606, 5737).
 */
#define _GNU_SOURCE
#include <getopt.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { OPEN = 50, FIRST_DAY = 1772409600 /* 2026-03-02 00:00 UTC, a Monday */ };

static long lines = 1000000, users = 2000, hijacked = 3, days = 7;
static bool iso;

/* ---- chance: xorshift64*, always from the same seed ---- */

static uint64_t dice = 88172645463325252ULL;

static uint64_t below(uint64_t limit) {
    dice ^= dice >> 12;
    dice ^= dice << 25;
    dice ^= dice >> 27;
    return (dice * 2685821657736338717ULL >> 33) % limit;
}

static bool percent(unsigned chance) { return below(100) < chance; }

/* ---- lines ---- */

static long printed;
static double clock_now = FIRST_DAY;
static char stamp[48];

/* Five lines by day for two by night; over a whole day the factors cancel out. */
static void tick(void) {
    static time_t stamped;
    long hour = (long) clock_now % 86400 / 3600;
    clock_now += (hour >= 6 && hour < 18 ? 0.7 : 1.75) * (double) days * 86400 / (double) lines;
    time_t second = (time_t) clock_now;
    if (second == stamped && !iso) return;
    stamped = second;
    struct tm t;
    gmtime_r(&second, &t);
    if (!iso) strftime(stamp, sizeof stamp, "%b %e %H:%M:%S", &t);
    else snprintf(stamp + strftime(stamp, sizeof stamp, "%FT%T", &t), 24, ".%06d+00:00", (int) ((clock_now - (double) second) * 1e6));
}

__attribute__((format(printf, 3, 4))) static void line(const char *program, unsigned pid, const char *format, ...) {
    va_list values;
    va_start(values, format);
    tick();
    printed++;
    printf("%s mail %s", stamp, program);
    if (pid) printf("[%u]", pid);
    fputs(": ", stdout);
    vprintf(format, values);
    putchar('\n');
    va_end(values);
}

/* ---- transactions ---- */

enum kind { SUBMISSION, INBOUND, REFUSED, SIGN_IN };

struct transaction {
    enum kind kind;
    int stage, recipients, delivered, retries;
    unsigned pid, user, host;
    bool stolen;
    char queue_id[24];
};

static struct transaction open_now[OPEN];

/* The shape of a long queue id: seconds and microseconds in base 52, a z, an inode in base 51 (postconf(5)). */
static void make_queue_id(char *id) {
    static const char DIGITS[] = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    static uint64_t inode = 400000;
    uint64_t parts[] = {(uint64_t) clock_now, (uint64_t) below(1000000), inode++};
    int widths[] = {6, 4, 4}, at = 0;
    for (int part = 0; part < 3; part++) {
        unsigned base = part == 2 ? 51 : 52;
        for (int digit = widths[part] - 1; digit >= 0; digit--, parts[part] /= base) id[at + digit] = DIGITS[parts[part] % base];
        at += widths[part];
        if (part == 1) id[at++] = 'z';
    }
    id[at] = 0;
}

static void begin(struct transaction *t) {
    uint64_t kind = below(100);
    *t = (struct transaction) {.pid = 1000 + (unsigned) below(30000), .host = (unsigned) below(254) + 1};
    t->kind = kind < 45 ? SUBMISSION : kind < 75 ? INBOUND : kind < 85 ? REFUSED : SIGN_IN;
    double share = (double) below(1000000) / 1e6;
    t->user = (unsigned) (share * share * (double) users); /* few write much, many write little */
    t->recipients = percent(80) ? 1 : 2 + (int) below(5);
    if (t->kind == SUBMISSION && hijacked && printed > lines / 3 * 2 && percent(4)) {
        t->stolen = true;
        t->user = (unsigned) (below((uint64_t) hijacked) * 7 % (uint64_t) users);
        t->recipients = 25 + (int) below(25);
    }
    make_queue_id(t->queue_id);
}

static void client(char *text, const struct transaction *t) {
    if (t->stolen) sprintf(text, "unknown[203.0.113.%u]", t->host);
    else if (t->kind == INBOUND) sprintf(text, "mx%u.sender%u.example.com[192.0.2.%u]", t->host % 4, t->host, t->host);
    else sprintf(text, "host-%u.dynamic.example.com[198.51.100.%u]", t->user % 254 + 1, t->user % 254 + 1);
}

/* A user writes to the same two dozen addresses again and again, one in four of them a colleague; a thief to anybody. */
static bool make_recipient(char *text, const struct transaction *t) {
    unsigned who = t->stolen ? (unsigned) below(900000) : t->user * 31 + (unsigned) below(24);
    bool inside = t->kind == INBOUND || (!t->stolen && who % 4 == 0);
    if (inside) sprintf(text, "user%05u@example.org", who % (unsigned) users);
    else sprintf(text, "contact%u@customer%u.example.net", who, who % 5000);
    return inside;
}

static void deliver(struct transaction *t) {
    char to[64];
    bool inside = make_recipient(to, t);
    unsigned c = 1 + (unsigned) below(90), d = 1 + (unsigned) below(90);
    uint64_t luck = below(1000);
    if (inside) {
        line("postfix/lmtp", t->pid + 3, "%s: to=<%s>, relay=mail.example.org[private/dovecot-lmtp], delay=0.%02u, delays=0.02/0/0.0%u/0.%02u, "
            "dsn=2.0.0, status=sent (250 2.0.0 <%s> %s Saved)", t->queue_id, to, c, d % 9 + 1, d, to, t->queue_id);
    } else if (luck < 20) {
        line("postfix/smtp", t->pid + 4, "%s: to=<%s>, relay=none, delay=30, delays=0.1/0/30/0, dsn=4.4.1, status=deferred "
            "(connect to mx.%s[203.0.113.%u]:25: Connection timed out)", t->queue_id, to, strchr(to, '@') + 1, d);
        if (t->retries++ < 3) return; /* and tried again */
    } else if (luck < (t->stolen ? 300 : 30)) {
        line("postfix/smtp", t->pid + 4, "%s: to=<%s>, relay=mx.%s[203.0.113.%u]:25, delay=1.%02u, delays=0.05/0.01/0.4/0.%02u, dsn=5.1.1, "
            "status=bounced (host mx.%s[203.0.113.%u] said: 550 5.1.1 <%s>: Recipient address rejected: User unknown (in reply to RCPT TO command))",
            t->queue_id, to, strchr(to, '@') + 1, d, c, d, strchr(to, '@') + 1, d, to);
    } else {
        line("postfix/smtp", t->pid + 4, "%s: to=<%s>, relay=mx.%s[203.0.113.%u]:25, delay=1.%02u, delays=0.05/0.01/0.4/0.%02u, dsn=2.0.0, "
            "status=sent (250 2.0.0 Ok: queued as 4Q%u)", t->queue_id, to, strchr(to, '@') + 1, d, c, d, 100000 + c * d);
    }
    t->delivered++;
}

/* The next line of a message; says whether it was the last. */
static bool message(struct transaction *t) {
    const char *smtpd = t->kind == SUBMISSION ? "postfix/submission/smtpd" : "postfix/smtpd";
    char from[96];
    client(from, t);
    switch (t->stage++) {
        case 0: line(smtpd, t->pid, "connect from %s", from); break;
        case 1:
            if (t->kind == SUBMISSION) line(smtpd, t->pid, "%s: client=%s, sasl_method=PLAIN, sasl_username=user%05u@example.org", t->queue_id, from, t->user);
            else line(smtpd, t->pid, "%s: client=%s", t->queue_id, from);
            break;
        case 2: line("postfix/cleanup", t->pid + 1, "%s: message-id=<%s.%u@%s>", t->queue_id, t->queue_id, t->pid, t->kind == SUBMISSION ? "example.org" : "example.com"); break;
        case 3:
            line("postfix/qmgr", 812, "%s: from=<%s%05u@%s>, size=%u, nrcpt=%d (queue active)", t->queue_id, t->kind == SUBMISSION ? "user" : "writer",
                t->user, t->kind == SUBMISSION ? "example.org" : "example.com", 1200 + (unsigned) below(90000), t->recipients);
            break;
        case 4:
            line(smtpd, t->pid, "disconnect from %s ehlo=2 starttls=1%s mail=1 rcpt=%d data=1 quit=1 commands=%d", from,
                t->kind == SUBMISSION ? " auth=1" : "", t->recipients, t->recipients + (t->kind == SUBMISSION ? 7 : 6));
            break;
        case 5:
            deliver(t);
            if (t->delivered < t->recipients) t->stage = 5;
            break;
        default: line("postfix/qmgr", 812, "%s: removed", t->queue_id); return true;
    }
    return false;
}

static bool refused(struct transaction *t) {
    char to[64];
    switch (t->stage++) {
        case 0: line("postfix/smtpd", t->pid, "connect from unknown[203.0.113.%u]", t->host); break;
        case 1:
            if (t->host % 2) {
                line("postfix/submission/smtpd", t->pid, "warning: unknown[203.0.113.%u]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=user%05u", t->host, t->user);
            } else {
                make_recipient(to, t);
                line("postfix/smtpd", t->pid, "NOQUEUE: reject: RCPT from unknown[203.0.113.%u]: 554 5.7.1 <%s>: Relay access denied; "
                    "from=<offers@example.com> to=<%s> proto=ESMTP helo=<localhost>", t->host, to, to);
            }
            break;
        default: line("postfix/smtpd", t->pid, "disconnect from unknown[203.0.113.%u] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4", t->host); return true;
    }
    return false;
}

static bool sign_in(struct transaction *t) {
    if (t->stage++ == 0) {
        line("dovecot", 0, "imap-login: Login: user=<user%05u@example.org>, method=PLAIN, rip=198.51.100.%u, lip=192.0.2.25, mpid=%u, TLS, session=<%sA%u>",
            t->user, t->user % 254 + 1, t->pid, t->queue_id, t->pid);
        return false;
    }
    line("dovecot", 0, "imap(user%05u@example.org)<%u><%sA%u>: Disconnected: Logged out in=%u out=%u deleted=0 expunged=0 trashed=0 hdr_count=2 hdr_bytes=1216 body_count=1 body_bytes=5120",
        t->user, t->pid, t->queue_id, t->pid, 200 + (unsigned) below(900), 3000 + (unsigned) below(9000));
    return true;
}

static bool step(struct transaction *t) {
    switch (t->kind) {
        case REFUSED: return refused(t);
        case SIGN_IN: return sign_in(t);
        default: return message(t);
    }
}

/* ---- the program ---- */

static const char USAGE[] =
    "usage: log-maker [--lines N] [--users M] [--hijacked H] [--days D] [--iso]\n"
    "  --lines N     lines to write, 1 to 1000000000 (1000000)\n"
    "  --users M     users that send, 1 to 99999 (2000)\n"
    "  --hijacked H  how many of them are hijacked in the last third, 0 to 1000 (3)\n"
    "  --days D      days that the log covers, 1 to 365 (7)\n"
    "  --iso         time stamps as in 2026-03-02T10:15:00.123456+00:00 instead of Mar  2 10:15:00\n";

static long number(const char *text, long least, long most) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*end || end == text || value < least || value > most) {
        fprintf(stderr, "log-maker: %s is not a number from %ld to %ld\n%s", text, least, most, USAGE);
        exit(64);
    }
    return value;
}

int main(int argc, char **argv) {
    static const struct option OPTIONS[] = {{"lines", 1, 0, 'n'}, {"users", 1, 0, 'm'}, {"hijacked", 1, 0, 'j'}, {"days", 1, 0, 'd'},
        {"iso", 0, 0, 'i'}, {"help", 0, 0, 'h'}, {0}};
    int option;
    while ((option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1) switch (option) {
        case 'n': lines = number(optarg, 1, 1000000000); break;
        case 'm': users = number(optarg, 1, 99999); break;
        case 'j': hijacked = number(optarg, 0, 1000); break;
        case 'd': days = number(optarg, 1, 365); break;
        case 'i': iso = true; break;
        case 'h': fputs(USAGE, stdout); return 0;
        default: fputs(USAGE, stderr); return 64;
    }
    if (optind != argc) {
        fputs(USAGE, stderr);
        return 64;
    }
    static char buffer[1 << 20];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    for (int i = 0; i < OPEN; i++) begin(&open_now[i]);
    while (printed < lines) {
        struct transaction *next = &open_now[below(OPEN)];
        if (step(next)) begin(next);
    }
    return ferror(stdout) || fflush(stdout) ? 74 : 0;
}
