#include "password_input.h"

#include <fcntl.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <string_view>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "operator/reviewer_accounts.h"

namespace countersign {
namespace {

Error unusable(std::string what) {
    return reviewerRejected(std::move(what));
}

// The terminal, with what is typed not shown until this goes.
class SilentTerminal {
  public:
    SilentTerminal() : m_file(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
        if (m_file < 0 || ::tcgetattr(m_file, &m_before) != 0) return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_usable = ::tcsetattr(m_file, TCSAFLUSH, &silent) == 0;
    }
    ~SilentTerminal() {
        if (m_usable) ::tcsetattr(m_file, TCSAFLUSH, &m_before);
        if (m_file >= 0) ::close(m_file);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

    [[nodiscard]] bool usable() const { return m_usable; }
    // False: the terminal was closed, or the line is longer than any password.
    [[nodiscard]] bool ask(std::string_view what, std::string& line) {
        say(what);
        line.reserve(kMostPasswordBytes + 1);
        for (char next = 0; ::read(m_file, &next, 1) == 1;) {
            if (next == '\n') {
                say("\n");
                return true;
            }
            if (line.size() > kMostPasswordBytes) return false;
            line.push_back(next);
        }
        return false;
    }

  private:
    void say(std::string_view text) { static_cast<void>(!::write(m_file, text.data(), text.size())); }
    int m_file;
    bool m_usable = false;
    termios m_before{};
};

Result<Password> passwordIn(const std::filesystem::path& file) {
    Password password;
    auto bytes = readFile(file, kMostPasswordBytes + 2);
    if (!bytes) return failure(bytes.error());
    password.text.assign(bytes->begin(), bytes->end());
    wipe(*bytes);
    while (!password.text.empty() && (password.text.back() == '\n' || password.text.back() == '\r'))
        password.text.pop_back();
    return password;
}

constexpr std::string_view kNoTerminal = "there is no terminal to ask for the password: give --password-file";

}  // namespace

Password::~Password() {
    sodium_memzero(text.data(), text.size());
}

Result<Password> newPassword(const std::filesystem::path& file) {
    if (!file.empty()) return passwordIn(file);
    SilentTerminal terminal;
    if (!terminal.usable()) return failure(unusable(std::string(kNoTerminal)));
    Password password, again;
    if (!terminal.ask("Password, 15 letters or more: ", password.text) ||
        !terminal.ask("The same again: ", again.text) || password.text != again.text) {
        return failure(unusable("the two passwords were not the same"));
    }
    return password;
}

Result<Password> passwordOf(const std::string& reviewer, const std::filesystem::path& file) {
    if (!file.empty()) return passwordIn(file);
    SilentTerminal terminal;
    if (!terminal.usable()) return failure(unusable(std::string(kNoTerminal)));
    Password password;
    if (!terminal.ask("Password of " + reviewer + ": ", password.text))
        return failure(unusable("no password was given"));
    return password;
}

}  // namespace countersign
