// The operator's whole side as it ships: the gateway's process without any opening key, the review side's
// files beside its folder, counters over TLS, and the program's own commands.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "contract/gateway/enrolled_counter.h"
#include "operator/operator_folder.h"
#include "operator/sqlite_ledger.h"
#include "protocol/contact.h"
#include "unit/operator/made_registration.h"

namespace countersign::test {

// A counter that sells for real and takes the operator's orders.
class SellingCounter : public EnrolledCounter {
  public:
    explicit SellingCounter(const GatewayProcess& gateway) : EnrolledCounter(gateway), m_http(gateway) {}

    struct Sold {
        RecordId record;
        Bytes envelope;
    };
    // One registration of this person, whose line and card have this number.
    Sold sell(int person, int line, const std::string& told = "") {
        auto head = header();
        head.practice = false;
        head.evidence = madeEvidence(*enrolment().challengeKey, head.recordId);
        auto fields = madeFields(head.recordId, person, line);
        if (!told.empty()) fields["consent"]["forwarding"] = told;
        return send(head, madePayload(fields));
    }
    // Without a scan: two people have to look.
    Sold sellWithoutScan(int person, int line) {
        auto head = header();
        head.practice = false;
        head.route = ScanRoute::NoScan;
        auto fields = madeFields(head.recordId, person, line);
        fields["without_scan"] = true;
        fields["decision"] = "review";
        fields.erase("liveness");
        fields.erase("match");
        return send(head, madePayload(fields));
    }
    Sold send(const EnvelopeHeader& head, const Bytes& plain) {
        Sold sold{head.recordId, sign(head, plain)};
        m_reserved = head.sequence;
        const auto answer = post(sold);
        if (answer.status != 200) throw std::runtime_error("not taken: " + answer.text());
        if (verify(answer.body, sold.envelope).value().status != ReceiptStatus::Received)
            throw std::runtime_error("not received");
        return sold;
    }
    [[nodiscard]] HttpAnswer post(const Sold& sold) const {
        return m_http.post(std::string(kRecordsRoute), sold.envelope);
    }
    // The newest word on the record that the next contact brings, its receipt verified; empty: none came.
    [[nodiscard]] std::optional<Receipt> word(const Sold& sold) const {
        Contact contact;
        contact.deviceId = enrolment().deviceId;
        contact.nonce = RecordId::random().hex();
        contact.at = SystemClock().wall();
        contact.application = "test";
        contact.lastReserved = m_reserved;
        const auto answer = m_http.post(std::string(kContactRoute), signContact(contact, key()).value());
        if (answer.status != 200) throw std::runtime_error("no contact: " + answer.text());
        std::optional<Receipt> newest;
        const auto notice = verifyNotice(answer.body, enrolment().operatorKeys, enrolment().deviceId).value();
        for (const auto& order : notice.orders) {
            if (order.kind != OrderKind::RecordStatus || order.record != sold.record) continue;
            auto receipt = verify(order.receipt, sold.envelope).value();
            if (!newest || receipt.revision > newest->revision) newest = std::move(receipt);
        }
        return newest;
    }

  private:
    HttpClient m_http;
    std::uint64_t m_reserved = 0;
};

// The folder is made and its opening key moved away before anything is served.
class ReviewChain {
  public:
    // `ledger`: an address for --ledger, of the gateway and of every command; empty: the folder's own.
    explicit ReviewChain(const std::string& policy = R"({"policy_version":1})",
                         const std::string& ledger = {}) {
        if (!ledger.empty()) place = {"--ledger", ledger};
        const auto policyFile = temporary.path() / "policy.json";
        std::ofstream(policyFile) << policy;
        must({"init", "--dir", folder.string(), "--policy", policyFile.string()});
        std::filesystem::create_directory(review);
        std::filesystem::rename(OperatorPaths(folder).openingKey, openingKey);
        must({"make-index-key", indexKey.string()});
        serve();
    }
    void serve() {
        std::vector<std::string> more{"--device-rate", "0"};
        more.insert(more.end(), place.begin(), place.end());
        gateway.emplace(folder, GatewayProcess::DieAt::Never, 0, more);
    }

    TemporaryFolder temporary;
    std::filesystem::path folder = temporary.path() / "gateway";
    std::filesystem::path review = temporary.path() / "review";
    std::filesystem::path openingKey = review / "opening.key", indexKey = review / "index.key";
    std::vector<std::string> place;
    std::optional<GatewayProcess> gateway;

    // A command of the review side, with its keys.
    [[nodiscard]] std::vector<std::string> command(const std::string& name,
                                                   const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{
            operatorProgram(),   name,          "--dir",          folder.string(), "--opening-key",
            openingKey.string(), "--index-key", indexKey.string()};
        words.insert(words.end(), place.begin(), place.end());
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    [[nodiscard]] ProgramResult run(const std::string& name,
                                    const std::vector<std::string>& more = {}) const {
        return runProgram(command(name, more));
    }
    // A command that needs no keys.
    [[nodiscard]] ProgramResult plainly(std::vector<std::string> words) const {
        words.insert(words.begin(), operatorProgram());
        words.insert(words.end(), {"--dir", folder.string()});
        words.insert(words.end(), place.begin(), place.end());
        return runProgram(words);
    }
    std::string must(std::vector<std::string> words) const {
        words.insert(words.begin(), operatorProgram());
        const auto done = runProgram(words);
        if (done.exitCode != 0) throw std::runtime_error(done.errors);
        return done.output;
    }
};

}  // namespace countersign::test
