// What Swift needs of ncurses: the wide-character library, with inline functions for the macros,
// variables and variadics that the importer leaves out, plus signals and the repair of the
// terminal after a crash (CNcurses.c). Everything of ours is called cn_….
#ifndef CNCURSES_H
#define CNCURSES_H

// Without this only the narrow half of the library is declared.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <stdbool.h>

// Macros with casts are not imported as constants.
static const attr_t cn_bold = A_BOLD;
static const attr_t cn_dim = A_DIM;
static const attr_t cn_reverse = A_REVERSE;
static const attr_t cn_underline = A_UNDERLINE;
static const attr_t cn_italic = A_ITALIC;

// Global variables are shared mutable state to Swift.
static inline WINDOW *cn_stdscr(void) { return stdscr; }
static inline int cn_lines(void) { return LINES; }
static inline int cn_columns(void) { return COLS; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_color_pairs(void) { return COLOR_PAIRS; }

static inline int cn_key_f(int n) { return KEY_F(n); }

/// Fills a cell with up to three scalars (a base and its marks; 0 ends) and a colour pair, which
/// goes through `opts` so that pairs past 32,767 work.
static inline void cn_cell(cchar_t *cell, wchar_t base, wchar_t mark, wchar_t mark2,
                           attr_t attributes, int pair) {
  wchar_t text[4] = {base, mark, mark2, 0};
  setcchar(cell, text, attributes, 0, &pair);
}

/// Reads the first scalar of a cell back, for tests of the screen itself.
static inline int cn_read(WINDOW *window, int y, int x) {
  cchar_t cell;
  wchar_t text[CCHARW_MAX + 1] = {0};
  attr_t attributes;
  short pair;
  if (mvwin_wch(window, y, x, &cell) == ERR) return -1;
  if (getcchar(&cell, text, &attributes, &pair, NULL) == ERR) return -1;
  return (int)text[0];
}

/// The columns the C library gives a scalar, −1 where it has none. ncurses goes by it.
int cn_width(wchar_t scalar);

/// Sets the locale from the environment; true where its text is UTF-8. An environment that says
/// nothing at all (no LC_ALL, LC_CTYPE, LANG) is taken for UTF-8.
bool cn_locale_open(void);

/// Starts curses on the standard streams (`initscr` would end the program where that fails).
bool cn_open(void);

/// A nameless file in memory that takes the program's error stream while the screen is up; −1:
/// failed.
int cn_log_open(void);

/// Remembers the terminal's state and installs handlers that put it back when the program dies
/// by a signal (ILL, TRAP, ABRT, SEGV, BUS, FPE, QUIT, TERM, HUP, INT), then re-raise.
void cn_guard_install(int terminal);
/// Where the program's errors went while the screen was up: the file is shown on the real error
/// stream, which is given back, when the program dies. −1: none.
void cn_guard_errors(int log, int real);
/// The handlers stay, but leave the terminal alone.
void cn_guard_disarm(void);
/// Undoes `cn_guard_disarm`.
void cn_guard_arm(void);

/// A descriptor that tells of SIGWINCH, SIGTSTP and SIGCONT, which are blocked from now on.
/// Call it before any thread exists. −1: failed.
int cn_signals_open(void);
/// The number of the next signal, 0 when there is none.
int cn_signals_read(int descriptor);
/// Blocks or unblocks the three signals.
void cn_signals_block(bool block);
/// Stops the process group as Ctrl-Z does; returns when it is continued.
void cn_stop(void);
/// The terminal's size in cells by TIOCGWINSZ; false where it has none.
bool cn_size(int terminal, int *columns, int *lines);
/// Runs `/bin/sh -c command` with the terminal's signals as they were; its exit status, −1 failed.
int cn_run(const char *command);

#endif
