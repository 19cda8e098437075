/* Load client for bench/fanout.py: one sender, many viewers, one epoll loop, loopback only.
 *
 *   fanout PORT PATH VIEWERS PER_SECOND WARM_SECONDS SECONDS FRAMES
 *
 * FRAMES holds messages, each after its length (4 bytes, little endian). Where a message says
 * "~T" and sixteen hex digits, the time of sending is put in, and viewers look for it. Prints
 * "ready", "start" and "stop" as it goes, then one line of JSON.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MARK_LENGTH 18
#define CONNECTING_AT_ONCE 50

enum state { CONNECTING, SHAKING, OPEN, GONE };

struct viewer {
    int fd;
    enum state state;
    uint8_t *kept;
    size_t kept_length, kept_room;
};

static int port, poller, total, opened, gone;
static const char *path;
static struct viewer *viewers;
static uint32_t *latencies;
static size_t delivered, room_for;
static uint64_t window_from, window_to;
static uint8_t buffer[1 << 21];

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static void drop(struct viewer *v)
{
    close(v->fd);
    v->state = GONE;
    gone++;
}

static void begin(struct viewer *v)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct epoll_event want = {.events = EPOLLOUT, .data.ptr = v};
    int on = 1;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connect(v->fd, (struct sockaddr *)&to, sizeof to);
    v->state = CONNECTING;
    epoll_ctl(poller, EPOLL_CTL_ADD, v->fd, &want);
}

static void send_all(int fd, const uint8_t *data, size_t length)
{
    while (length) {
        ssize_t sent = send(fd, data, length, MSG_NOSIGNAL);
        if (sent > 0) {
            data += sent;
            length -= (size_t)sent;
        } else if (errno != EAGAIN) {
            return;
        }
    }
}

static void shake(struct viewer *v)
{
    char request[2048];
    struct epoll_event want = {.events = EPOLLIN, .data.ptr = v};
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
                          path, port);
    send_all(v->fd, (uint8_t *)request, (size_t)length);
    v->state = SHAKING;
    epoll_ctl(poller, EPOLL_CTL_MOD, v->fd, &want);
}

static void send_frame(struct viewer *v, int kind, const uint8_t *data, size_t length)
{
    uint8_t frame[70000];
    size_t head = length < 126 ? 2 : 4;
    if (length > 65535)
        return;
    frame[0] = (uint8_t)(0x80 | kind);
    frame[1] = (uint8_t)(0x80 | (length < 126 ? length : 126));
    if (head == 4) {
        frame[2] = (uint8_t)(length >> 8);
        frame[3] = (uint8_t)length;
    }
    memset(frame + head, 0, 4); /* a mask of zeros leaves the data as it is */
    memcpy(frame + head + 4, data, length);
    send_all(v->fd, frame, head + 4 + length);
}

static void look_for_marks(const uint8_t *data, size_t length, uint64_t at)
{
    const uint8_t *end = data + length;
    while ((data = memmem(data, (size_t)(end - data), "~T", 2)) && end - data >= MARK_LENGTH) {
        char digits[17] = {0};
        uint64_t sent;
        memcpy(digits, data + 2, 16);
        sent = strtoull(digits, NULL, 16);
        if (window_from && sent >= window_from && sent < window_to && delivered < room_for)
            latencies[delivered++] = (uint32_t)((at - sent) / 1000);
        data += MARK_LENGTH;
    }
}

/* Takes whole frames off the front; gives how many bytes were used. */
static size_t take(struct viewer *v, const uint8_t *data, size_t length, uint64_t at)
{
    size_t used = 0;
    if (v->state == SHAKING) {
        const uint8_t *end = memmem(data, length, "\r\n\r\n", 4);
        if (!end)
            return 0;
        if (memcmp(data, "HTTP/1.1 101", 12) != 0) {
            fprintf(stderr, "refused: %.80s\n", (const char *)data);
            drop(v);
            return length;
        }
        v->state = OPEN;
        opened++;
        used = (size_t)(end + 4 - data);
    }
    while (length - used >= 2) {
        const uint8_t *frame = data + used;
        size_t body = frame[1] & 127, head = 2;
        if (body == 126) {
            if (length - used < 4)
                break;
            body = (size_t)frame[2] << 8 | frame[3];
            head = 4;
        } else if (body == 127) {
            if (length - used < 10)
                break;
            body = 0;
            for (int i = 2; i < 10; i++)
                body = body << 8 | frame[i];
            head = 10;
        }
        if (length - used < head + body)
            break;
        if ((frame[0] & 15) == 9)
            send_frame(v, 10, frame + head, body);
        else if ((frame[0] & 15) == 8) {
            drop(v);
            return length;
        } else
            look_for_marks(frame + head, body, at);
        used += head + body;
    }
    return used;
}

static void receive(struct viewer *v)
{
    for (;;) {
        ssize_t got;
        size_t length, used, left;
        memcpy(buffer, v->kept, v->kept_length);
        got = recv(v->fd, buffer + v->kept_length, sizeof buffer - v->kept_length, 0);
        if (got <= 0) {
            if (got == 0 || errno != EAGAIN)
                drop(v);
            return;
        }
        length = v->kept_length + (size_t)got;
        used = take(v, buffer, length, now());
        if (v->state == GONE)
            return;
        left = length - used;
        if (left > v->kept_room) {
            v->kept_room = left + 1024;
            v->kept = realloc(v->kept, v->kept_room);
        }
        if (left)
            memcpy(v->kept, buffer + used, left);
        v->kept_length = left;
    }
}

static void turn(int milliseconds)
{
    struct epoll_event events[256];
    int count = epoll_wait(poller, events, 256, milliseconds);
    for (int i = 0; i < count; i++) {
        struct viewer *v = events[i].data.ptr;
        if (v->state == CONNECTING)
            shake(v);
        else if (v->state != GONE)
            receive(v);
    }
}

static void say(const char *word)
{
    puts(word);
    fflush(stdout);
}

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double percentile(double part)
{
    return delivered ? latencies[(size_t)((double)(delivered - 1) * part)] / 1000.0 : -1;
}

static void connect_all(void)
{
    uint64_t deadline = now() + 120ull * 1000000000ull;
    int started = 0;
    while (opened + gone < total && now() < deadline) {
        while (started < total && started - opened - gone < CONNECTING_AT_ONCE)
            begin(&viewers[started++]);
        turn(20);
    }
}

int main(int argc, char **argv)
{
    if (argc != 8)
        return 2;
    port = atoi(argv[1]);
    path = argv[2];
    total = atoi(argv[3]) + 1;
    double rate = atof(argv[4]), warm = atof(argv[5]), seconds = atof(argv[6]);
    FILE *file = fopen(argv[7], "rb");
    static uint8_t frames[1 << 24];
    size_t frames_length = file ? fread(frames, 1, sizeof frames, file) : 0, at = 0;
    poller = epoll_create1(0);
    viewers = calloc((size_t)total, sizeof *viewers);
    room_for = (size_t)((seconds + 1) * rate * total);
    latencies = malloc(room_for * sizeof *latencies);

    uint64_t connecting = now();
    connect_all();
    double connect_seconds = (double)(now() - connecting) / 1e9;
    for (uint64_t settled = now() + 1000000000ull; now() < settled;)
        turn(20);
    say("ready");

    struct viewer *sender = &viewers[total - 1];
    uint64_t begun = now(), next = begun, step = (uint64_t)(1e9 / rate);
    uint64_t from = begun + (uint64_t)(warm * 1e9), until = from + (uint64_t)(seconds * 1e9);
    size_t sent = 0;
    window_to = until;
    while (now() < until && at + 4 < frames_length) {
        if (!window_from && now() >= from) {
            window_from = from;
            say("start");
        }
        if (now() >= next) {
            uint32_t length;
            uint8_t *message = frames + at + 4, *mark;
            char stamp[24];
            uint64_t sending = now();
            memcpy(&length, frames + at, 4);
            if ((mark = memmem(message, length, "~T", 2))) {
                snprintf(stamp, sizeof stamp, "~T%016lx", (unsigned long)sending);
                memcpy(mark, stamp, MARK_LENGTH);
            }
            send_frame(sender, 2, message, length);
            at += 4 + length;
            next += step;
            sent += sending >= from;
        }
        turn(next > now() ? 1 : 0);
    }
    say("stop");
    size_t expected = sent * (size_t)total;
    for (uint64_t limit = now() + 5000000000ull; delivered < expected && now() < limit;)
        turn(20);
    qsort(latencies, delivered, sizeof *latencies, compare);
    printf("{\"opened\": %d, \"gone\": %d, \"connects_a_second\": %.0f, \"sent\": %zu, "
           "\"expected\": %zu, \"delivered\": %zu, \"p50\": %.2f, \"p95\": %.2f, \"max\": %.2f}\n",
           opened, gone, opened / connect_seconds, sent, expected, delivered, percentile(.5),
           percentile(.95), percentile(1));
    return 0;
}
