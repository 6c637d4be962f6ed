#include <deque>
#include <set>
#include <tuple>

#include "enrolment/workflow.h"
#include "support/catch.h"

using namespace countersign;
using S = CounterState;
using E = CounterEvent;

namespace {

constexpr std::array kAllEvents{E::SignIn,         E::SignOut,         E::DetailsDone, E::PortraitDone,
                                E::ConsentGiven,   E::ConsentDeclined, E::ScanPassed,  E::ScanFailed,
                                E::ScanSpoiled,    E::ScanStopped,     E::TryAgain,    E::OtherWay,
                                E::AskOtherWay,    E::ScanOtherWay,    E::AskConsent,  E::BackToDetails,
                                E::BackToDocument, E::BackToConsent,   E::NextBuyer,   E::GiveUp};

const NoticeTold kYes{"1", "en", {}};

BuyerDetails named(const char* name) {
    BuyerDetails details;
    details.name = name;
    return details;
}

void fill(Workflow& flow) {
    flow.setDetails(named("Specimen"));
    flow.setPortrait({1, 2, 3});
}

Workflow atConsent() {
    Workflow flow(3);
    REQUIRE(flow.handle(E::SignIn));
    fill(flow);
    REQUIRE(flow.handle(E::DetailsDone));
    REQUIRE(flow.handle(E::PortraitDone));
    return flow;
}

Workflow atScan() {
    auto flow = atConsent();
    REQUIRE(flow.agree(kYes));
    REQUIRE(flow.state() == S::Scan);
    return flow;
}

// A flow and whether the buyer's last word was a yes to it, as an onlooker would say.
struct Watched {
    Workflow flow{2};
    bool yes = false;

    [[nodiscard]] auto key() const {
        const auto& draft = flow.draft();
        return std::tuple{flow.state(),
                          draft.consent.has_value(),
                          draft.triesUsed,
                          !draft.portraitJpeg.empty(),
                          draft.otherWay.has_value(),
                          yes};
    }
};

// What ends a yes, wherever it happens.
bool endsYes(S from, E event) {
    switch (event) {
        case E::SignIn:
        case E::SignOut:
        case E::DetailsDone:
        case E::ConsentDeclined:
        case E::ScanStopped:
        case E::AskConsent:
        case E::BackToDetails:
        case E::BackToDocument:
        case E::BackToConsent:
        case E::NextBuyer:
        case E::GiveUp:
            return true;
        case E::AskOtherWay:
            return from == S::Consent;  // “no scan” on the page that asks
        default:
            return false;
    }
}

}  // namespace

TEST_CASE("the straight way leads from sign-in to the next buyer") {
    auto flow = atScan();
    REQUIRE(flow.handle(E::ScanPassed));
    CHECK(flow.state() == S::Result);
    CHECK(flow.draft().details.name == "Specimen");
    REQUIRE(flow.handle(E::NextBuyer));
    CHECK(flow.state() == S::Details);
    CHECK(flow.draft().details.name.empty());
    CHECK(flow.draft().portraitJpeg.empty());
    CHECK_FALSE(flow.draft().consent);
}

TEST_CASE("going back loses nothing") {
    auto flow = atScan();
    REQUIRE(flow.handle(E::BackToDetails));
    CHECK(flow.state() == S::Details);
    CHECK(flow.draft().details.name == "Specimen");
    CHECK(flow.draft().portraitJpeg.size() == 3);
    REQUIRE(flow.handle(E::DetailsDone));
    REQUIRE(flow.handle(E::PortraitDone));
    REQUIRE(flow.agree(kYes));
    CHECK(flow.state() == S::Scan);
    CHECK(flow.reachableBack() == std::vector<S>{S::Details, S::Document, S::Consent});
}

TEST_CASE("three failed scans, then come back or another way, never a fourth") {
    auto flow = atScan();
    for (int tries = 1; tries <= 3; ++tries) {
        REQUIRE(flow.handle(E::ScanFailed));
        CHECK(flow.state() == S::Failure);
        CHECK(flow.triesLeft() == 3 - tries);
        if (tries < 3) REQUIRE(flow.handle(E::TryAgain));
    }
    CHECK_FALSE(flow.allows(E::TryAgain));
    CHECK_FALSE(flow.handle(E::TryAgain));
    CHECK(flow.state() == S::Failure);
    // Nor by the back door.
    REQUIRE(flow.handle(E::BackToConsent));
    CHECK_FALSE(flow.agree(kYes));
    CHECK_FALSE(flow.draft().consent);  // a yes on which nothing begins is not kept
    CHECK(flow.allows(E::GiveUp));
    REQUIRE(flow.handle(E::AskOtherWay));
    CHECK_FALSE(flow.handle(E::ScanOtherWay));  // nor by other terms
    REQUIRE(flow.handle(E::OtherWay));
    CHECK(flow.state() == S::Result);
    CHECK(flow.draft().withoutScan);
}

TEST_CASE("another way is open from consent on, and keeps what was given") {
    for (const auto from : {S::Consent, S::Scan, S::Failure}) {
        auto flow = atScan();
        if (from == S::Consent) REQUIRE(flow.handle(E::BackToConsent));
        if (from == S::Failure) REQUIRE(flow.handle(E::ScanFailed));
        REQUIRE(flow.handle(E::AskOtherWay));
        CHECK(flow.state() == S::OtherWay);
        CHECK(flow.draft().details.name == "Specimen");
        CHECK(flow.draft().portraitJpeg.size() == 3);
        CHECK(flow.reachableBack() == std::vector<S>{S::Details, S::Document, S::Consent});
        SECTION("without a scan") {
            REQUIRE(flow.handle(E::OtherWay));
            CHECK(flow.state() == S::Result);
            CHECK(flow.draft().withoutScan);
        }
        SECTION("a scan by other terms, on the yes to the scan before; after a no it is asked for") {
            CHECK(flow.handle(E::ScanOtherWay) == (from != S::Consent));
            if (from == S::Consent) {
                CHECK(flow.state() == S::OtherWay);
                flow.draft().otherWay = OtherWayTaken{Obstacle::NeedsTime, "", {}};
                REQUIRE(flow.handle(E::AskConsent));
                CHECK(flow.state() == S::Consent);
                REQUIRE(flow.agree(kYes));
                CHECK(flow.draft().otherWay);
            }
            CHECK(flow.state() == S::Scan);
        }
        SECTION("no such scan once the yes was taken back") {
            flow.withdrawConsent();
            CHECK_FALSE(flow.handle(E::ScanOtherWay));
            CHECK(flow.state() == S::OtherWay);
        }
        SECTION("given up: erased") {
            flow.draft().otherWay = OtherWayTaken{Obstacle::NeedsTime, "", {1, 2}};
            REQUIRE(flow.handle(E::GiveUp));
            CHECK_FALSE(flow.draft().otherWay);
            CHECK(flow.draft().details.name.empty());
        }
    }
}

TEST_CASE("a stopped scan costs no try and asks for consent again") {
    auto flow = atScan();
    REQUIRE(flow.handle(E::ScanStopped));
    CHECK(flow.state() == S::Consent);
    CHECK(flow.triesLeft() == 3);
    CHECK_FALSE(flow.draft().consent);
    CHECK(flow.draft().details.name == "Specimen");
    CHECK_FALSE(flow.handle(E::ConsentGiven));  // not without the buyer's consent in the draft
}

TEST_CASE("a camera's fault costs no try") {
    auto flow = atScan();
    for (int i = 0; i < 5; ++i) {
        REQUIRE(flow.handle(E::ScanSpoiled));
        CHECK(flow.state() == S::Failure);
        REQUIRE(flow.handle(E::TryAgain));
    }
    CHECK(flow.triesLeft() == 3);
    CHECK_FALSE(usesTry(Reason::CameraNotTrusted));
    CHECK_FALSE(usesTry(Reason::CameraTooSlowOrSmall));
    CHECK(usesTry(Reason::FaceLost));
    CHECK(usesTry(Reason::ScreenOrPrintSuspected));
}

// Every way that the table knows, with details and portraits changed anywhere on it.
TEST_CASE("no scan begins and none is registered without a yes after the last no, step back or change") {
    std::deque<Watched> open{Watched{}};
    std::set<decltype(Watched{}.key())> seen{open.front().key()};
    std::size_t begun = 0, passed = 0;
    while (!open.empty()) {
        const Watched at = std::move(open.front());
        open.pop_front();
        const auto from = at.flow.state();
        const auto visit = [&](Watched next, std::string_view by) {
            INFO(stateName(from) << " --" << by << "--> " << stateName(next.flow.state()));
            const auto to = next.flow.state();
            if (to == S::Scan && from != S::Scan) {
                ++begun;
                CHECK(next.yes);
            }
            if (to == S::Result && from == S::Scan) {
                ++passed;
                CHECK(at.yes);
            }
            if (to == S::SignedOut || to == S::Details || to == S::Document || to == S::Consent)
                CHECK_FALSE(next.flow.draft().consent);
            // A chosen way and who signed for it are one buyer's.
            if (to == S::SignedOut || to == S::Details || to == S::Document)
                CHECK_FALSE(next.flow.draft().otherWay);
            if (seen.insert(next.key()).second) open.push_back(std::move(next));
        };
        for (const auto event : kAllEvents) {
            Watched next = at;
            if (!next.flow.handle(event)) continue;
            CHECK(event != E::ConsentGiven);  // a yes comes from agree() and from nowhere else
            if (endsYes(from, event)) next.yes = false;
            visit(std::move(next), eventName(event));
        }
        Watched agreed = at;
        if (agreed.flow.agree(kYes)) {
            agreed.yes = true;
            visit(std::move(agreed), "agree");
        } else {
            CHECK_FALSE(agreed.flow.draft().consent);
            agreed.yes = false;
            visit(std::move(agreed), "agree in vain");
        }
        for (const bool usable : {true, false}) {
            Watched other = at;
            other.flow.setPortrait(usable ? Bytes{1} : Bytes{});
            other.yes = false;
            visit(std::move(other), "another portrait");
        }
        Watched person = at;
        person.flow.setDetails(named("Another"));
        person.yes = false;
        visit(std::move(person), "other details");
        Watched withdrawn = at;
        withdrawn.flow.withdrawConsent();
        withdrawn.yes = false;
        visit(std::move(withdrawn), "withdrawn");
        if (from == S::OtherWay) {
            Watched chosen = at;
            chosen.flow.draft().otherWay = OtherWayTaken{};
            visit(std::move(chosen), "a way chosen");
        }
    }
    CHECK(begun > 3);  // from consent, after a failure, by other terms
    CHECK(passed > 0);
}

TEST_CASE("no page is left without what it needs") {
    Workflow flow(3);
    REQUIRE(flow.handle(E::SignIn));
    REQUIRE(flow.handle(E::DetailsDone));
    CHECK_FALSE(flow.handle(E::PortraitDone));
    flow.draft().portraitJpeg = {1};
    REQUIRE(flow.handle(E::PortraitDone));
    CHECK_FALSE(flow.handle(E::ConsentGiven));
    CHECK(flow.state() == S::Consent);
}

TEST_CASE("declining, giving up and signing out erase the buyer") {
    for (const auto event : {E::ConsentDeclined, E::GiveUp, E::SignOut}) {
        auto flow = atScan();
        flow.setClerk("li");
        REQUIRE(flow.handle(event));
        CHECK(flow.draft().details.name.empty());
        CHECK(flow.draft().portraitJpeg.empty());
        CHECK_FALSE(flow.draft().consent);
        CHECK(flow.clerk() == (event == E::SignOut ? "" : "li"));
    }
}

TEST_CASE("a finished registration cannot be walked back into") {
    auto flow = atScan();
    REQUIRE(flow.handle(E::ScanPassed));
    CHECK(flow.reachableBack().empty());
    for (const auto event : kAllEvents) {
        const bool expected = event == E::NextBuyer || event == E::SignOut;
        INFO(eventName(event));
        CHECK(flow.allows(event) == expected);
    }
}

TEST_CASE("no state is a dead end, and nothing but signing in works when signed out") {
    Workflow flow(3);
    for (const auto event : kAllEvents) {
        if (event != E::SignIn) CHECK_FALSE(flow.allows(event));
    }
    std::set<S> seen;
    std::set<std::pair<S, E>> rows;
    for (const auto& row : workflowTable()) {
        seen.insert(row.from);
        INFO(stateName(row.from) << " " << eventName(row.event));
        CHECK(rows.insert({row.from, row.event}).second);  // one row for each, so the order can't matter
        CHECK(stateName(row.to) != "invalid");
        CHECK(eventName(row.event) != "invalid");
    }
    CHECK(seen.size() == 8);
}
