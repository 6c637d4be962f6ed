// A counter's state folder with real keys, as the program leaves it: enrolled, one record sent, one taken
// back, two waiting, a journal. For tests of whoever looks it over.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include "protocol/device_enrolment.h"
#include "store/audit_log.h"
#include "store/device_identity.h"
#include "unit/store/record_maker.h"

namespace countersign::test {

struct CounterFolder {
    CounterFolder() {
        const auto identity = folder.path() / "identity";
        std::filesystem::create_directories(identity);
        std::filesystem::permissions(identity, std::filesystem::perms::owner_all);
        must(bench.maker.device().write(identity / "device.key"));
        const auto operatorKey = SigningKey::generate();
        EnrolmentResponse response;
        response.deviceId = bench.maker.deviceId();
        response.deviceKeyId = bench.maker.device().verifyingKey().id();
        response.operatorKeys = {operatorKey.verifyingKey()};
        response.sealingKey = OpeningKey::generate().sealingKey();
        response.enrolledAt = bench.clock.wall();
        response.policy = must(signPolicy(R"({"policy_version":1})", operatorKey));
        must(IdentityFolder(identity).complete({"https://localhost:1", "PEM"},
                                               must(makeEnrolmentResponse(response, operatorKey))));
        auto queue = bench.open();
        must(queue->belongTo(bench.maker.deviceId()));
        auto journal = must(AuditLog::open(bench.database().parent_path() / "journal", bench.clock, *log));
        must(journal.append({AuditEvent::Started, {}, {}, "0.1.0"}));
        must(journal.append({AuditEvent::SignedIn, "lina", {}, {}}));
        sent = bench.saveOne(*queue).recordId;
        must(queue->markSending(only(sent)));
        must(queue->acceptReceipt(sent, bench.maker.receipt(bench.last), bench.maker.operatorKeys()));
        withdrawn = bench.saveOne(*queue).recordId;
        must(queue->withdraw(withdrawn));
        first = bench.saveOne(*queue).recordId;
        second = bench.saveOne(*queue).recordId;
    }

    // Every file with its bytes and mode, every folder, every link: equal if and only if nothing was changed.
    [[nodiscard]] std::map<std::string, std::string> snapshot() const {
        std::map<std::string, std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            struct stat info{};
            ::lstat(entry.path().c_str(), &info);
            std::ostringstream text;
            text << info.st_mode << ' ' << info.st_ino << ' ' << info.st_size << ' ' << info.st_mtim.tv_sec
                 << '.' << info.st_mtim.tv_nsec << ' ';
            constexpr off_t kMost = 10'000'000;  // sparse giants are told by their size
            if (entry.is_regular_file() && !entry.is_symlink() && info.st_size < kMost)
                text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
            all[entry.path().string()] = text.str();
        }
        return all;
    }

    [[nodiscard]] std::filesystem::path queue() const { return folder.path() / "queue"; }

    TempFolder folder;
    QueueBench bench{folder.path() / "queue"};
    std::unique_ptr<Log> log = discardLog();
    RecordId sent, withdrawn, first, second;  // the last two wait
};

}  // namespace countersign::test
