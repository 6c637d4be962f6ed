// A console over TLS on a real folder, ledger, sealed registrations and reviewers; and browsers of another
// make (curl) that come to it.
#pragma once

#include <map>
#include <memory>

#include "console_server.h"
#include "http_client.h"
#include "made_registration.h"
#include "operator/reviewer_accounts.h"
#include "operator/sqlite_case_book.h"
#include "operator/sqlite_reviewer_book.h"
#include "support/catch.h"

namespace countersign::test {

inline constexpr char kReviewerPassword[] = "correct horse battery";

struct ConsoleBench : MadeOperator {
    explicit ConsoleBench(DatabaseFaults* faults = nullptr)
        : cases(SqliteCaseBook::open(OperatorPaths(folder).ledger, faults).value()) {
        std::vector<OpeningKey> opening;
        opening.push_back(OpeningKey::read(OperatorPaths(folder).openingKey).value());
        review =
            std::make_unique<ReviewDesk>(*ledger, bodies, *cases, std::move(opening),
                                         ReviewKeys{index, identity.signingKey, {}}, OperatorRules{}, clock);
        for (const auto& [id, role] :
             std::map<std::string, ReviewerRole>{{"lina", ReviewerRole::Reviewer},
                                                 {"mina", ReviewerRole::Reviewer},
                                                 {"sami", ReviewerRole::Supervisor}}) {
            REQUIRE(addReviewer(*reviewers, id, "Name of " + id, role, kReviewerPassword, clock.wall()));
        }
        server =
            ConsoleServer::start("127.0.0.1:0", identity.server, {*review, *cases, *reviewers}, clock, *log)
                .value();
    }

    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(server->port()); }
    [[nodiscard]] HttpClient http() const { return {url(), OperatorPaths(folder).authority}; }

    template <class Change>
    RecordRow taken(Change change, const Bytes& portrait = madePicture(0x11),
                    const Bytes& frame = madePicture(0x22)) {
        const auto id = RecordId::random();
        auto fields = madeFields(id, 1, ++lines);
        auto header = madeHeader(counter, id);
        header.sequence = ++sequence;
        change(fields, header);
        const auto bytes =
            signEnvelope(
                header,
                sealPayload(identity.sealingKeys.front(), madePayload(fields, portrait, frame)).value(),
                counter.key())
                .value();
        REQUIRE_FALSE(ingest.take(bytes).value().refusal);
        REQUIRE(review->judgeWaiting(10));
        return ledger->find(header.deviceId, header.recordId).value().value();
    }
    // One person decides.
    RecordRow doubtful() {
        return taken([](nlohmann::json& fields, EnvelopeHeader&) { fields["decision"] = "review"; });
    }
    // Two have to.
    RecordRow exceptional() {
        return taken([](nlohmann::json& fields, EnvelopeHeader& header) {
            fields["without_scan"] = true;
            fields["decision"] = "review";
            fields.erase("liveness");
            fields.erase("match");
            header.route = ScanRoute::NoScan;
            header.evidence.reset();
        });
    }
    [[nodiscard]] RecordRow now(const RecordRow& row) {
        return ledger->find(row.deviceId, row.recordId).value().value();
    }
    [[nodiscard]] std::vector<ReviewLogRow> logOf(const RecordRow& row) {
        return cases->history(row.deviceId, row.recordId).value().log;
    }

    IndexKey index = IndexKey::generate();
    std::unique_ptr<SqliteCaseBook> cases;
    std::unique_ptr<ReviewDesk> review;
    std::unique_ptr<SqliteReviewerBook> reviewers =
        SqliteReviewerBook::open(OperatorPaths(folder).ledger).value();
    std::unique_ptr<Log> log = discardLog();
    std::unique_ptr<ConsoleServer> server;
    std::uint64_t sequence = 0;
    int lines = 0;
};

// One reviewer's browser: says where it comes from, keeps its cookie and its token.
class Browser {
  public:
    explicit Browser(const ConsoleBench& bench)
        : origin(bench.url()),
          m_http(std::make_shared<HttpClient>(bench.url(), OperatorPaths(bench.folder).authority)) {}
    Browser(const ConsoleBench& bench, const std::string& id) : Browser(bench) {
        if (signIn(id).status != 200) throw std::runtime_error(id + " was not let in");
    }

    HttpAnswer signIn(const std::string& id, const std::string& password = kReviewerPassword) {
        auto answer = post("/api/sign-in", {{"id", id}, {"password", password}});
        const auto at = answer.head.find("__Host-session=");
        if (answer.status == 200 && at != std::string::npos) {
            cookie = answer.head.substr(at, answer.head.find(';', at) - at);
            csrf = nlohmann::json::parse(answer.text()).at("csrf");
        }
        return answer;
    }
    [[nodiscard]] HttpAnswer get(const std::string& path, std::vector<std::string> more = {}) const {
        if (!cookie.empty()) more.insert(more.end(), {"--header", "Cookie: " + cookie});
        return m_http->get(path, more);
    }
    [[nodiscard]] HttpAnswer post(const std::string& path, const nlohmann::json& body) const {
        return raw(path, toBytes(body.dump()));
    }
    [[nodiscard]] HttpAnswer raw(const std::string& path, const Bytes& body,
                                 std::vector<std::string> more = {}) const {
        more.insert(more.end(), {"--header", "Content-Type: " + contentType});
        if (!origin.empty()) more.insert(more.end(), {"--header", "Origin: " + origin});
        if (!cookie.empty()) more.insert(more.end(), {"--header", "Cookie: " + cookie});
        if (!csrf.empty()) more.insert(more.end(), {"--header", "X-CSRF-Token: " + csrf});
        return m_http->post(path, body, more);
    }
    [[nodiscard]] static nlohmann::json name(const RecordRow& row) {
        return {{"device", row.deviceId.hex()}, {"record", row.recordId.hex()}};
    }
    [[nodiscard]] HttpAnswer open(const RecordRow& row) const { return post("/api/case", name(row)); }
    [[nodiscard]] HttpAnswer pictures(const RecordRow& row) const {
        return post("/api/case/pictures", name(row));
    }
    [[nodiscard]] HttpAnswer decide(const RecordRow& row, const std::string& answer,
                                    const std::string& reason = "") const {
        auto body = name(row);
        body.update({{"revision", row.revision}, {"answer", answer}, {"reason", reason}});
        return post("/api/case/decide", body);
    }
    // The outcome's word, or the trouble's.
    [[nodiscard]] static std::string said(const HttpAnswer& answer) {
        const auto object = nlohmann::json::parse(answer.text(), nullptr, false);
        if (!object.is_object()) return "no answer";
        return object.value("result", object.value("error", std::string("neither")));
    }

    std::string origin, cookie, csrf, contentType = "application/json";

  private:
    std::shared_ptr<HttpClient> m_http;  // the copies of a browser ask one after the other
};

}  // namespace countersign::test
