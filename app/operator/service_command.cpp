#include "service_command.h"

#include <algorithm>
#include <ostream>

#include "identity/sim_numbers.h"
#include "operator/erasure_desk.h"
#include "operator/index_key.h"
#include "operator/operator_errors.h"
#include "who_asks.h"

namespace countersign {
namespace {

using namespace std::chrono;

// Somewhere on earth it is a day later or earlier than in UTC.
constexpr days kElsewhere{1};

std::string dayText(sys_days day) {
    return toRfc3339(WallTime(day)).substr(0, 10);
}

// A code has a hyphen and mostly letters; a record's id is longer than any telephone number.
bool looksLikeTelephone(const std::string& name) {
    if (name.starts_with('+')) return true;
    constexpr std::size_t kMostDigits = 15;  // E.164
    return !name.empty() && name.size() <= kMostDigits &&
           std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

Result<RecordRow> findSold(const ServiceOptions& options, Ledger& ledger, CaseBook& book) {
    // Services end when the month of their sale was moved away long ago.
    if (!looksLikeTelephone(options.name)) return findOneRecordOrMoved(ledger, options.name);
    if (options.indexKey.empty())
        return failure(indexKeyUnusable("a telephone number is found with --index-key only"));
    const auto key = IndexKey::read(options.indexKey);
    if (!key) return failure(key.error());
    const auto check = checkMsisdn(options.name);
    auto row = book.recordOfNumber(
        {NumberKind::Msisdn, key->number(NumberKind::Msisdn, check.usable() ? check.value : options.name)});
    if (!row) return failure(row.error());
    if (!*row) return failure(noSuchRecord());
    return std::move(**row);
}

struct Place {
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<CaseBook> book;
    RecordRow row;
    std::string who;
    std::optional<RetentionRow> kept;
};

Result<Place> openPlace(const ServiceOptions& options) {
    Place place;
    auto who = whoAsks(options.place, options.by);
    if (!who) return failure(who.error());
    place.who = std::move(*who);
    auto ledger = openLedger(options.place);
    if (!ledger) return failure(ledger.error());
    place.ledger = std::move(*ledger);
    auto book = openCaseBook(options.place);
    if (!book) return failure(book.error());
    place.book = std::move(*book);
    auto row = findSold(options, *place.ledger, *place.book);
    if (!row) return failure(row.error());
    place.row = std::move(*row);
    auto kept = place.book->retention(place.row.deviceId, place.row.recordId);
    if (!kept) return failure(kept.error());
    place.kept = std::move(*kept);
    return place;
}

// Nothing is left of it but certificate and head.
bool isGone(const std::optional<RetentionRow>& kept) {
    return kept && kept->gone();
}

constexpr std::string_view kGone = "Nothing is left of this record: its details are erased.\n";
constexpr std::string_view kNeverSold =
    "This registration was never accepted: there is no service that could end.\n";

}  // namespace

std::optional<year_month_day> dayFrom(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (const char c : text.substr(at, count)) {
            if (c < '0' || c > '9') return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
    if (y < 0 || m < 0 || d < 0) return std::nullopt;
    const year_month_day made(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
    return made.ok() ? std::optional(made) : std::nullopt;
}

Result<bool> serviceEndedCommand(const ServiceOptions& options, year_month_day lastDay, const Clock& clock,
                                 std::ostream& out) {
    const auto place = openPlace(options);
    if (!place) return failure(place.error());
    const auto now = clock.wall();
    if (isGone(place->kept)) {
        out << kGone;
        return false;
    }
    if (sys_days(lastDay) > floor<days>(now) + kElsewhere) {
        out << "That day is still to come. Note the end once the service has ended.\n";
        return false;
    }
    // A counter without a network sells days before the registration comes; where its clock was wrong it came
    // before it was made. Of a month that was moved away neither is known.
    const auto sold = floor<days>(std::min(place->row.createdAt, place->row.receivedAt));
    if (sys_days(lastDay) < sold - kElsewhere) {
        out << "That day is before the registration, on " << dayText(sold) << ".\n";
        return false;
    }
    const auto end = serviceEndOn(lastDay);
    const auto noted = place->book->noteService({now, place->who, "service_ended", dayText(lastDay)},
                                                place->row.deviceId, place->row.recordId, end);
    if (!noted) return failure(noted.error());
    if (!*noted) {
        out << kNeverSold;
        return false;
    }
    out << place->row.recordId.shortCode() << ": the service ended on " << dayText(lastDay)
        << ". Its numbers may be sold again. Name and numbers are erased by `retain` after "
        << toRfc3339(end.detailsUntil)
        << (place->kept && !place->kept->hold.empty() ? ", once it is let go (unhold)" : "") << ".\n";
    return true;
}

Result<bool> serviceRunningCommand(const ServiceOptions& options, const Clock& clock, std::ostream& out) {
    const auto place = openPlace(options);
    if (!place) return failure(place.error());
    if (isGone(place->kept)) {
        out << kGone;
        return false;
    }
    const auto noted = place->book->noteService({clock.wall(), place->who, "service_running", {}},
                                                place->row.deviceId, place->row.recordId, std::nullopt);
    if (!noted) return failure(noted.error());
    if (!*noted) {
        out << kNeverSold;
        return false;
    }
    out << place->row.recordId.shortCode() << ": the service goes on. Name and numbers are kept.\n";
    return true;
}

}  // namespace countersign
