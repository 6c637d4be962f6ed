// What the operator forwards and keeps, as its policy says it.
#include <nlohmann/json.hpp>

#include "core/data_terms.h"
#include "support/catch.h"

using namespace countersign;
using nlohmann::json;

namespace {

json whole() {
    return json::parse(R"({"forwarding":{"content":"attestation","ground":"telecom_rules",
        "ground_text":{"en":"The telecom rules, article 6","zh-CN":"电信实名规定第六条"},
        "authority":{"en":"The ministry","zh-CN":"主管部门"},"practice":false},
        "retention":{"pictures_days":30}})");
}

// The name of what can't be meant; empty: taken.
std::string wrongIn(const json& policy) {
    const auto read = readDataTerms(policy);
    return read ? std::string() : read.error();
}

std::string wrongWith(const char* place, const json& value) {
    auto policy = whole();
    policy[json::json_pointer(place)] = value;
    return wrongIn(policy);
}

}  // namespace

TEST_CASE("a policy that says nothing forwards nothing and keeps pictures thirty days") {
    const auto terms = readDataTerms(json::object()).value();
    CHECK(terms == DataTerms{});
    CHECK(terms.forwarding.content == ForwardContent::None);
    CHECK(terms.picturesDays == 30);
    CHECK(wrongIn(json::array()) == "policy");
    CHECK(readDataTerms(json{{"forwarding", json::object()}}).value() == DataTerms{});
}

TEST_CASE("what is forwarded names its ground and the authority, in English at least") {
    CHECK(wrongIn(whole()).empty());
    for (const auto* content : {"attestation", "portrait"}) {
        for (const auto* missing : {"ground", "ground_text", "authority"}) {
            INFO(content << " without " << missing);
            auto policy = whole();
            policy["forwarding"]["content"] = content;
            policy["forwarding"].erase(missing);
            CHECK(wrongIn(policy) == std::string("forwarding.") + missing);
            policy["forwarding"]["content"] = "none";
            CHECK(wrongIn(policy).empty());
        }
        auto policy = whole();
        policy["forwarding"]["authority"].erase("en");
        CHECK(wrongIn(policy) == "forwarding.authority");
    }
}

TEST_CASE("a value that can't be meant is named") {
    CHECK(wrongWith("/forwarding", "none") == "forwarding");
    CHECK(wrongWith("/retention", 30) == "retention");
    for (const auto& content : {json("everything"), json(""), json("None"), json(1), json()})
        CHECK(wrongWith("/forwarding/content", content) == "forwarding.content");
    for (const auto& ground : {json("../x"), json(""), json("Telecom"), json(std::string(65, 'a')), json(7)})
        CHECK(wrongWith("/forwarding/ground", ground) == "forwarding.ground");
    CHECK(wrongWith("/forwarding/practice", "yes") == "forwarding.practice");
    for (const auto& days : {json(-1), json(3651), json(2.5), json("7"), json(1e99), json()})
        CHECK(wrongWith("/retention/pictures_days", days) == "retention.pictures_days");
    CHECK(wrongWith("/retention/pictures_days", 0).empty());
}

TEST_CASE("texts are plain, of a length that can be read, and named by a language") {
    const auto authority = [](const json& text) { return wrongWith("/forwarding/authority/en", text); };
    for (const auto* hidden : {"", "   ", "\xc2\xa0", "a\nb", "a\tb", "a\x7f", "a\xc2\x85",
                               "a\xe2\x80\xae"
                               "b",
                               "a\xe2\x81\xa6", "a\xe2\x80\xa8", "a\xef\xbb\xbf", "a\xe2\x80\x8b"}) {
        INFO(json(hidden).dump());
        CHECK(authority(hidden) == "forwarding.authority");
    }
    CHECK(authority(json::array({"The ministry"})) == "forwarding.authority");
    CHECK(authority("وزارة الاتصالات").empty());
    std::string chinese;
    for (std::size_t i = 0; i < kLongestAuthority; ++i) chinese += "部";
    CHECK(authority(chinese).empty());
    CHECK(authority(chinese + "部") == "forwarding.authority");
    CHECK(wrongWith("/forwarding/ground_text/en", std::string(kLongestGround, 'a')).empty());
    CHECK(wrongWith("/forwarding/ground_text/en", std::string(kLongestGround + 1, 'a')) ==
          "forwarding.ground_text");
    for (const auto* tag : {"", "e", "../en", "en-", "1n", "en us", "abcdefghi"}) {
        INFO(tag);
        auto policy = whole();
        policy["forwarding"]["ground_text"][tag] = "x";
        CHECK(wrongIn(policy) == "forwarding.ground_text");
    }
    auto many = whole();
    for (char a = 'a'; a <= 'z'; ++a) {
        for (char b = 'a'; b <= 'd'; ++b) many["forwarding"]["authority"][std::string{a, b}] = "x";
    }
    CHECK(wrongIn(many) == "forwarding.authority");
}

TEST_CASE("a text is told in the buyer's language, another form of it, or English") {
    const auto texts = readDataTerms(whole()).value().forwarding.authority;
    CHECK(textIn(texts, "zh-CN") == "主管部门");
    CHECK(textIn(texts, "zh") == "主管部门");
    CHECK(textIn(texts, "zh-Hant") == "主管部门");
    CHECK(textIn(texts, "en-GB") == "The ministry");
    CHECK(textIn(texts, "ug") == "The ministry");
    CHECK(textIn(texts, "") == "The ministry");
    CHECK(textIn({}, "en").empty());
}

TEST_CASE("what was told can be kept and read again, and nothing else") {
    const auto terms = readDataTerms(whole()).value();
    CHECK(dataTermsFromText(dataTermsText(terms)).value() == terms);
    CHECK(dataTermsFromText(dataTermsText({})).value() == DataTerms{});
    DataTerms wrong = terms;
    wrong.forwarding.authority.clear();
    CHECK(dataTermsText(wrong).empty());
    for (const auto& text : {std::string(), std::string("[]"), std::string("{"),
                             "{\"notes\":" + std::string(100'000, '[') + "}", std::string(200'000, ' ')}) {
        CHECK_FALSE(dataTermsFromText(text));
    }
}
