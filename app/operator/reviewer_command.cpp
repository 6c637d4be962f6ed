#include "reviewer_command.h"

#include <fcntl.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"
#include "operator/postgres_reviewer_book.h"
#include "operator/reviewer_accounts.h"
#include "operator/sqlite_reviewer_book.h"

namespace countersign {
namespace {

using nlohmann::json;

// A password that is overwritten when it goes.
struct Password {
    std::string text;
    Password() = default;
    Password(Password&&) = default;
    Password& operator=(Password&&) = default;
    Password(const Password&) = delete;
    Password& operator=(const Password&) = delete;
    ~Password() { sodium_memzero(text.data(), text.size()); }
};

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

Result<Password> passwordFrom(const std::filesystem::path& file) {
    Password password;
    if (!file.empty()) {
        auto bytes = readFile(file, kMostPasswordBytes + 2);
        if (!bytes) return failure(bytes.error());
        password.text.assign(bytes->begin(), bytes->end());
        wipe(*bytes);
        while (!password.text.empty() && (password.text.back() == '\n' || password.text.back() == '\r'))
            password.text.pop_back();
        return password;
    }
    SilentTerminal terminal;
    if (!terminal.usable())
        return failure(unusable("there is no terminal to ask for the password: give --password-file"));
    Password again;
    if (!terminal.ask("Password, 15 letters or more: ", password.text) ||
        !terminal.ask("The same again: ", again.text) || password.text != again.text) {
        return failure(unusable("the two passwords were not the same"));
    }
    return password;
}

}  // namespace

Result<std::unique_ptr<ReviewerBook>> openReviewerBook(const GatewayPlace& place) {
    const auto address = ledgerAddress(place);
    if (!address) return failure(address.error());
    if (address->empty()) return SqliteReviewerBook::open(OperatorPaths(place.folder).ledger);
    return PostgresReviewerBook::open(*address);
}

Status addReviewerCommand(const ReviewerOptions& options, std::ostream& out) {
    const auto book = openReviewerBook(options.place);
    if (!book) return failure(book.error());
    const auto password = passwordFrom(options.passwordFile);
    if (!password) return failure(password.error());
    if (auto added =
            addReviewer(**book, options.id, options.name, options.role, password->text, SystemClock().wall());
        !added) {
        return added;
    }
    out << options.id << " may review\n";
    return {};
}

Status reviewerPasswordCommand(const ReviewerOptions& options, std::ostream& out) {
    const auto book = openReviewerBook(options.place);
    if (!book) return failure(book.error());
    const auto password = passwordFrom(options.passwordFile);
    if (!password) return failure(password.error());
    if (auto changed = setReviewerPassword(**book, options.id, password->text); !changed) return changed;
    out << options.id << " has a new password; sessions with the old one have ended\n";
    return {};
}

Status reviewerStateCommand(const ReviewerOptions& options, ReviewerState state, std::ostream& out) {
    const auto book = openReviewerBook(options.place);
    if (!book) return failure(book.error());
    if (auto changed = setReviewerState(**book, options.id, state); !changed) return changed;
    out << options.id << (state == ReviewerState::Active ? " may review again\n" : " may no longer review\n");
    return {};
}

Status listReviewersCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto book = openReviewerBook(place);
    if (!book) return failure(book.error());
    const auto rows = (*book)->all();
    if (!rows) return failure(rows.error());
    json all = json::array();
    for (const auto& row : *rows) {
        const auto state = reviewerStateName(row.state);
        if (form == OutputForm::Json) {
            all.push_back({{"id", row.id},
                           {"name", row.name},
                           {"role", reviewerRoleName(row.role)},
                           {"state", state},
                           {"created_at", toRfc3339(row.createdAt)}});
        } else {
            out << row.id << "  " << row.name << "  " << reviewerRoleName(row.role) << "  " << state
                << "  since " << toRfc3339(row.createdAt) << "\n";
        }
    }
    if (form == OutputForm::Json) out << all.dump(2) << "\n";
    return {};
}

}  // namespace countersign
