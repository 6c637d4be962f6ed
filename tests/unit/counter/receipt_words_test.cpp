#include "app/counter/receipt_words.h"

#include "support/catch.h"

using namespace countersign;

TEST_CASE("the receipt's words come from the operator's policy") {
    const auto words =
        receiptWords(R"({"policy_version":3,"operator":{"name":"Example","contact":"mail@example.org",)"
                     R"("retention":{"en":"Thirty days.","zh-CN":"三十天。"}}})");
    CHECK(words.operatorName == QStringLiteral("Example"));
    CHECK(words.contact == QStringLiteral("mail@example.org"));
    CHECK(words.retentionIn(QStringLiteral("zh-CN")) == QStringLiteral("三十天。"));
    CHECK(words.retentionIn(QStringLiteral("ar")) == QStringLiteral("Thirty days."));
}

TEST_CASE("a policy that says nothing, or nonsense, leaves the receipt's rows out") {
    for (const std::string& policy :
         {std::string(R"({"policy_version":1})"), std::string(), std::string("[]"),
          std::string("{\"operator\":7}"),
          std::string(R"({"operator":{"name":["a"],"contact":null,"retention":"soon"}})"),
          R"({"operator":{"name":")" + std::string(5000, 'x') + "\"}}"}) {
        const auto words = receiptWords(policy);
        CHECK(words.operatorName.isEmpty());
        CHECK(words.contact.isEmpty());
        CHECK(words.retentionIn(QStringLiteral("en")).isEmpty());
    }
}

TEST_CASE("an address is taken only as people would type it") {
    const auto given = [](const std::string& address) {
        return receiptWords(R"({"operator":{"deletions":")" + address + "\"}}").deletions;
    };
    CHECK(given("https://operator.example/v1/deletions") ==
          QStringLiteral("https://operator.example/v1/deletions"));
    CHECK(given("https://operator.example/v1/deletions/") ==
          QStringLiteral("https://operator.example/v1/deletions"));
    CHECK(given("https://operator.example:8443/x") == QStringLiteral("https://operator.example:8443/x"));
    for (const char* wrong : {"http://operator.example/x", "https://", "https://operator.example/a b",
                              "https://operator.example/?code=", "https://operator.example/#x",
                              "https://user@operator.example/", "javascript:alert(1)", "operator.example",
                              "https://operator.example/\\nx", "https://xn.example/\xE2\x80\xAE",
                              "https://operator.example//x", "https://operator.example/%2e%2e/"})
        CHECK(given(wrong).isEmpty());
    CHECK(given("https://operator.example/" + std::string(200, 'x')).isEmpty());
    CHECK(receiptWords(R"({"operator":{"deletions":7}})").deletions.isEmpty());
}
