// SPDX-License-Identifier: Apache-2.0
/*
 * Writes down what a process does to the files below one directory, in the order in which it happens. Loaded before libc
 * (LD_PRELOAD) into a JVM. DISK_JOURNAL_OF names the directory (absolute, no links), DISK_JOURNAL the file to write, which is
 * outside of it. The numbers of a record are little endian: operation (1 byte), sequence number (8), inode (8), number (8),
 * length of the path (4), length of the data (4); the path and the data follow.
 *
 *   c  a file was created at path                     m  a directory was created at path
 *   o  a file or directory was opened at path         r  the directory at path was removed
 *   w  the data were written, number is the offset    u  the file at path was removed
 *   t  the file has number bytes now                  n  path was renamed, data is the new path
 *   s  all with a smaller sequence number than number is on the disk, of this inode
 *
 * One mutex makes an operation and its record one step, but for fsync: what other threads do meanwhile is not covered. A
 * record is in its file before the caller goes on. What the model of the disk does not know ends the process.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 65536
#define SYNC_MICROS 3000
#define REAL(type, name, ...)                                     \
    static type (*real)(__VA_ARGS__);                             \
    if (real == NULL) {                                           \
        real = (type(*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name);     \
    }

enum { KNOWN = 1, AT_ONCE = 2 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static size_t root_length;
static int journal = -1;
static uint64_t sequence;
static volatile char fds[FDS];
static uint64_t inodes[FDS];

static ssize_t plain_write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t)
    return real(fd, data, size);
}

static void fail(const char *what) {
    static const char said[] = "disk_journal: not in the model of a disk: ";
    plain_write(2, said, sizeof said - 1);
    plain_write(2, what, strlen(what));
    plain_write(2, "\n", 1);
    abort();
}

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("DISK_JOURNAL");
    root = getenv("DISK_JOURNAL_OF");
    if (root == NULL || file == NULL) {
        return;
    }
    root_length = strlen(root);
    REAL(int, "open64", const char *, int, ...)
    journal = real(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (journal < 0) {
        fail("a journal that cannot be written");
    }
}

static int is_inside(const char *path) {
    return journal >= 0 && path != NULL && strncmp(path, root, root_length) == 0
        && (path[root_length] == '/' || path[root_length] == 0);
}

static int flags_of(int fd) {
    return fd >= 0 && fd < FDS ? fds[fd] : 0;
}

static void put(unsigned char *to, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; i++) {
        to[i] = (unsigned char) (value >> (8 * i));
    }
}

/* The caller has the mutex. */
static void note(char operation, uint64_t inode, uint64_t number, const char *path, const void *data, size_t size) {
    size_t length = path == NULL ? 0 : strlen(path);
    size_t whole = 33 + length + size;
    unsigned char *record = malloc(whole);
    if (record == NULL) {
        fail("no memory");
    }
    record[0] = (unsigned char) operation;
    put(record + 1, sequence++, 8);
    put(record + 9, inode, 8);
    put(record + 17, number, 8);
    put(record + 25, length, 4);
    put(record + 29, size, 4);
    if (length > 0) {
        memcpy(record + 33, path, length);
    }
    if (size > 0) {
        memcpy(record + 33 + length, data, size);
    }
    for (size_t done = 0; done < whole;) {
        ssize_t written = plain_write(journal, record + done, whole - done);
        if (written < 0 && errno != EINTR) {
            fail("a journal that cannot be written");
        }
        done += written < 0 ? 0 : (size_t) written;
    }
    free(record);
}

static uint64_t inode_of(int fd) {
    struct stat64 found;
    return fstat64(fd, &found) == 0 ? found.st_ino : 0;
}

static int opened(const char *name, const char *path, int flags, mode_t mode) {
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, name);
    if (!is_inside(path)) {
        return real(path, flags, mode);
    }
    pthread_mutex_lock(&mutex);
    struct stat64 before;
    int existed = stat64(path, &before) == 0;
    int fd = real(path, flags, mode);
    int error = errno;
    if (fd >= FDS) {
        fail("so many open files");
    }
    if (fd >= 0) {
        inodes[fd] = inode_of(fd);
        fds[fd] = KNOWN | ((flags & O_SYNC) == O_SYNC || (flags & O_DSYNC) == O_DSYNC ? AT_ONCE : 0);
        note(existed ? 'o' : 'c', inodes[fd], 0, path, NULL, 0);
        if (existed && (flags & O_TRUNC)) {
            note('t', inodes[fd], 0, NULL, NULL, 0);
        }
    }
    pthread_mutex_unlock(&mutex);
    errno = error;
    return fd;
}

static mode_t mode_of(int flags, va_list arguments) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(function)                                            \
    int function(const char *path, int flags, ...) {              \
        va_list arguments;                                        \
        va_start(arguments, flags);                               \
        mode_t mode = mode_of(flags, arguments);                  \
        va_end(arguments);                                        \
        return opened(#function, path, flags, mode);              \
    }

OPEN(open)
OPEN(open64)

int __open_2(const char *path, int flags) {
    return opened("open", path, flags, 0);
}

int __open64_2(const char *path, int flags) {
    return opened("open64", path, flags, 0);
}

FILE *fopen64(const char *path, const char *mode) {
    REAL(FILE *, "fopen64", const char *, const char *)
    if (is_inside(path) && mode[0] != 'r') {
        fail("fopen");
    }
    return real(path, mode);
}

static int is_directory_inside(int fd) {
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    return is_inside(path);
}

int openat64(int directory, const char *path, int flags, ...) {
    REAL(int, "openat64", int, const char *, int, ...)
    if (is_directory_inside(directory) || is_inside(path)) {
        fail("openat");
    }
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return real(directory, path, flags, mode);
}

int unlinkat(int directory, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int)
    if (is_directory_inside(directory) || is_inside(path)) {
        fail("unlinkat");
    }
    return real(directory, path, flags);
}

int close(int fd) {
    REAL(int, "close", int)
    if (!flags_of(fd)) {
        return real(fd);
    }
    pthread_mutex_lock(&mutex);
    fds[fd] = 0;
    int result = real(fd);
    int error = errno;
    pthread_mutex_unlock(&mutex);
    errno = error;
    return result;
}

int dup2(int from, int to) {
    REAL(int, "dup2", int, int)
    if (!flags_of(from) && !flags_of(to)) {
        return real(from, to);
    }
    pthread_mutex_lock(&mutex);
    int result = real(from, to);
    int error = errno;
    if (result >= 0 && to < FDS) {
        fds[to] = (char) flags_of(from);
        inodes[to] = from < FDS ? inodes[from] : 0;
    }
    pthread_mutex_unlock(&mutex);
    errno = error;
    return result;
}

/* Of a directory that is listed. */
int dup(int fd) {
    REAL(int, "dup", int)
    struct stat64 found;
    if (flags_of(fd) && (fstat64(fd, &found) != 0 || !S_ISDIR(found.st_mode))) {
        fail("dup");
    }
    return real(fd);
}

/* It is closed inside of libc. */
DIR *fdopendir(int fd) {
    REAL(DIR *, "fdopendir", int)
    if (flags_of(fd)) {
        fds[fd] = 0;
    }
    return real(fd);
}

/* The caller has the mutex. */
static void note_written(int fd, uint64_t offset, const void *data, ssize_t size) {
    if (size <= 0) {
        return;
    }
    note('w', inodes[fd], offset, NULL, data, (size_t) size);
    if (fds[fd] & AT_ONCE) {
        note('s', inodes[fd], sequence, NULL, NULL, 0);
    }
}

ssize_t write(int fd, const void *data, size_t size) {
    if (!flags_of(fd)) {
        return plain_write(fd, data, size);
    }
    pthread_mutex_lock(&mutex);
    ssize_t written = plain_write(fd, data, size);
    int error = errno;
    if (written > 0) {
        off64_t end = lseek64(fd, 0, SEEK_CUR);
        if (end < written) {
            fail("what is no file");
        }
        note_written(fd, (uint64_t) (end - written), data, written);
    }
    pthread_mutex_unlock(&mutex);
    errno = error;
    return written;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)
    if (!flags_of(fd)) {
        return real(fd, data, size, offset);
    }
    pthread_mutex_lock(&mutex);
    ssize_t written = real(fd, data, size, offset);
    int error = errno;
    note_written(fd, (uint64_t) offset, data, written);
    pthread_mutex_unlock(&mutex);
    errno = error;
    return written;
}

/* Fewer bytes than given may be written: here never more than the first part. */
ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int)
    if (!flags_of(fd)) {
        return real(fd, parts, count);
    }
    for (int i = 0; i < count; i++) {
        if (parts[i].iov_len > 0) {
            return write(fd, parts[i].iov_base, parts[i].iov_len);
        }
    }
    return 0;
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t)
    if (!flags_of(fd)) {
        return real(fd, size);
    }
    pthread_mutex_lock(&mutex);
    int result = real(fd, size);
    int error = errno;
    if (result == 0) {
        note('t', inodes[fd], (uint64_t) size, NULL, NULL, 0);
    }
    pthread_mutex_unlock(&mutex);
    errno = error;
    return result;
}

static int synced(const char *name, int fd) {
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
    if (!flags_of(fd)) {
        return real(fd);
    }
    pthread_mutex_lock(&mutex);
    uint64_t before = sequence;
    uint64_t inode = inodes[fd];
    pthread_mutex_unlock(&mutex);
    /* As on a disk: the power may be cut meanwhile. */
    usleep(SYNC_MICROS);
    int result = real(fd);
    int error = errno;
    if (result == 0) {
        pthread_mutex_lock(&mutex);
        note('s', inode, before, NULL, NULL, 0);
        pthread_mutex_unlock(&mutex);
    }
    errno = error;
    return result;
}

int fsync(int fd) {
    return synced("fsync", fd);
}

int fdatasync(int fd) {
    return synced("fdatasync", fd);
}

static int on_path(const char *name, char operation, const char *path) {
    int (*real)(const char *) = (int (*)(const char *)) dlsym(RTLD_NEXT, name);
    if (!is_inside(path)) {
        return real(path);
    }
    pthread_mutex_lock(&mutex);
    int result = real(path);
    int error = errno;
    if (result == 0) {
        note(operation, 0, 0, path, NULL, 0);
    }
    pthread_mutex_unlock(&mutex);
    errno = error;
    return result;
}

int unlink(const char *path) {
    return on_path("unlink", 'u', path);
}

int rmdir(const char *path) {
    return on_path("rmdir", 'r', path);
}

int remove(const char *path) {
    struct stat64 found;
    if (!is_inside(path)) {
        REAL(int, "remove", const char *)
        return real(path);
    }
    return lstat64(path, &found) == 0 && S_ISDIR(found.st_mode) ? rmdir(path) : unlink(path);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t)
    if (!is_inside(path)) {
        return real(path, mode);
    }
    pthread_mutex_lock(&mutex);
    int result = real(path, mode);
    int error = errno;
    struct stat64 found;
    if (result == 0 && stat64(path, &found) == 0) {
        note('m', found.st_ino, 0, path, NULL, 0);
    }
    pthread_mutex_unlock(&mutex);
    errno = error;
    return result;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *)
    if (!is_inside(from) && !is_inside(to)) {
        return real(from, to);
    }
    if (!is_inside(from) || !is_inside(to)) {
        fail("a rename over the border");
    }
    pthread_mutex_lock(&mutex);
    int result = real(from, to);
    int error = errno;
    if (result == 0) {
        note('n', 0, 0, from, to, strlen(to));
    }
    pthread_mutex_unlock(&mutex);
    errno = error;
    return result;
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *)
    if (is_inside(to)) {
        fail("link");
    }
    return real(from, to);
}

int symlink(const char *from, const char *to) {
    REAL(int, "symlink", const char *, const char *)
    if (is_inside(to)) {
        fail("symlink");
    }
    return real(from, to);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset) {
    REAL(void *, "mmap64", void *, size_t, int, int, int, off64_t)
    if (flags_of(fd) && (protection & PROT_WRITE) && (flags & MAP_SHARED)) {
        fail("a mapping that is written");
    }
    return real(address, length, protection, flags, fd, offset);
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t)
    if (flags_of(to)) {
        fail("sendfile");
    }
    return real(to, from, offset, size);
}
