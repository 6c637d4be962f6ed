#include <set>

#include "enrolment/workflow.h"
#include "support/catch.h"

using namespace countersign;
using S = CounterState;
using E = CounterEvent;

namespace {

constexpr std::array kAllEvents{E::SignIn,        E::SignOut,         E::DetailsDone,   E::PortraitDone,
                                E::ConsentGiven,  E::ConsentDeclined, E::ScanPassed,    E::ScanFailed,
                                E::ScanStopped,   E::TryAgain,        E::OtherWay,      E::AskOtherWay,
                                E::BackToDetails, E::BackToDocument,  E::BackToConsent, E::NextBuyer,
                                E::GiveUp};

void fill(Workflow& flow) {
    flow.draft().details.name = "Specimen";
    flow.draft().portraitJpeg = {1, 2, 3};
    flow.draft().consent = NoticeTold{"1", "en", {}};
}

Workflow atScan() {
    Workflow flow(3);
    REQUIRE(flow.handle(E::SignIn));
    fill(flow);
    REQUIRE(flow.handle(E::DetailsDone));
    REQUIRE(flow.handle(E::PortraitDone));
    REQUIRE(flow.handle(E::ConsentGiven));
    REQUIRE(flow.state() == S::Scan);
    return flow;
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
    REQUIRE(flow.handle(E::ConsentGiven));
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
    CHECK_FALSE(flow.handle(E::ConsentGiven));
    CHECK(flow.allows(E::GiveUp));
    REQUIRE(flow.handle(E::AskOtherWay));
    CHECK_FALSE(flow.handle(E::ConsentGiven));  // nor by other terms
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
        SECTION("a scan by other terms") {
            REQUIRE(flow.handle(E::ConsentGiven));
            CHECK(flow.state() == S::Scan);
        }
        SECTION("no such scan without consent") {
            flow.draft().consent.reset();
            CHECK_FALSE(flow.handle(E::ConsentGiven));
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
