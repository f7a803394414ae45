#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

extern char **environ;

int cn_width(wchar_t scalar) { return wcwidth(scalar); }

static bool is_set(const char *name) {
  const char *value = getenv(name);
  return value && *value;
}

bool cn_locale_open(void) {
  setlocale(LC_ALL, "");
  if (!is_set("LC_ALL") && !is_set("LC_CTYPE") && !is_set("LANG"))
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool cn_open(void) { return newterm(NULL, stdout, stdin) != NULL; }

int cn_log_open(void) { return memfd_create("errors", MFD_CLOEXEC); }

// The guard. Only async-signal-safe calls below: write, pread, dup2, tcsetattr, sigaction, raise.

static const int guarded[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS,
                              SIGFPE, SIGQUIT, SIGTERM, SIGHUP, SIGINT};
enum { guarded_count = sizeof guarded / sizeof guarded[0] };

static struct sigaction earlier[guarded_count];
static struct termios saved;
static volatile sig_atomic_t armed = 0;
static int guard_terminal = -1, guard_log = -1, guard_errors = -1;

// Mouse and paste reports off, attributes off, cursor on, keypad off, leave the second screen.
static const char repair[] =
    "\033[?1002l\033[?1006l\033[?2004l\033[0m\033[?25h\033[?1l\033>\033[?1049l\r";

static void show_log(void) {
  char buffer[1024];
  off_t at = lseek(guard_log, 0, SEEK_END);
  at = at > 8192 ? at - 8192 : 0;
  for (;;) {
    ssize_t count = pread(guard_log, buffer, sizeof buffer, at);
    if (count <= 0) return;
    at += count;
    if (write(2, buffer, (size_t)count) < 0) return;
  }
}

static void restore_and_raise(int number) {
  if (armed) {
    armed = 0;
    ssize_t ignored = write(guard_terminal, repair, sizeof repair - 1);
    (void)ignored;
    tcsetattr(guard_terminal, TCSANOW, &saved);
    if (guard_errors >= 0) dup2(guard_errors, 2);
    if (guard_log >= 0) show_log();
  }
  for (int i = 0; i < guarded_count; i++)
    if (guarded[i] == number) sigaction(number, &earlier[i], NULL);
  raise(number);
}

void cn_guard_install(int terminal) {
  guard_terminal = terminal;
  tcgetattr(terminal, &saved);
  stack_t stack;
  if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
    static char room[64 * 1024];  // an overflowed stack has none left for the handler
    stack = (stack_t){.ss_sp = room, .ss_size = sizeof room};
    sigaltstack(&stack, NULL);
  }
  struct sigaction action = {.sa_handler = restore_and_raise,
                             .sa_flags = SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < guarded_count; i++) {
    sigaction(guarded[i], NULL, &earlier[i]);
    if (earlier[i].sa_handler != SIG_IGN && earlier[i].sa_handler != restore_and_raise)
      sigaction(guarded[i], &action, NULL);
  }
  armed = 1;
}

void cn_guard_errors(int log, int real) {
  guard_log = log;
  guard_errors = real;
}

void cn_guard_disarm(void) { armed = 0; }
void cn_guard_arm(void) { armed = 1; }

static sigset_t screen_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGWINCH);
  sigaddset(&set, SIGTSTP);
  sigaddset(&set, SIGCONT);
  return set;
}

int cn_signals_open(void) {
  sigset_t set = screen_signals();
  cn_signals_block(true);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int cn_signals_read(int descriptor) {
  struct signalfd_siginfo info;
  ssize_t count = read(descriptor, &info, sizeof info);
  return count == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

void cn_signals_block(bool block) {
  sigset_t set = screen_signals();
  sigprocmask(block ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

void cn_stop(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL}, before;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &before);
  cn_signals_block(false);
  kill(0, SIGTSTP);
  cn_signals_block(true);
  sigaction(SIGTSTP, &before, NULL);
}

bool cn_size(int terminal, int *columns, int *lines) {
  struct winsize size;
  if (ioctl(terminal, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
    return false;
  *columns = size.ws_col;
  *lines = size.ws_row;
  return true;
}

int cn_run(const char *command) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  char *const arguments[] = {"sh", "-c", (char *)command, NULL};
  pid_t child;
  int failed = posix_spawn(&child, "/bin/sh", NULL, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  if (failed) return -1;
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
