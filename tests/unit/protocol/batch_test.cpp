// Several envelopes in one request and the words on them.

#include "protocol/batch.h"

#include "support/catch.h"

using namespace countersign;

namespace {

std::vector<ByteView> views(const std::vector<Bytes>& parts) {
    return {parts.begin(), parts.end()};
}

ErrorCode codeOf(const Result<std::vector<ByteView>>& result) {
    return result ? ErrorCode::Invalid : result.error().code;
}

}  // namespace

TEST_CASE("a batch comes apart into what it was made of") {
    const std::vector<Bytes> parts{toBytes("one"), toBytes("two and more"), Bytes(70'000, 7)};
    const auto packed = packBatch(views(parts)).value();
    const auto split = splitBatch(packed).value();
    REQUIRE(split.size() == parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) CHECK(Bytes(split[i].begin(), split[i].end()) == parts[i]);
}

TEST_CASE("a batch cut or lengthened anywhere is refused, and so is one with a wrong count") {
    const std::vector<Bytes> parts{toBytes("one"), toBytes("two")};
    const auto packed = packBatch(views(parts)).value();
    for (std::size_t length = 0; length < packed.size(); ++length)
        CHECK(codeOf(splitBatch(ByteView(packed).first(length))) == ErrorCode::MessageMalformed);
    auto longer = packed;
    longer.push_back(0);
    CHECK(codeOf(splitBatch(longer)) == ErrorCode::MessageMalformed);
    for (const std::uint8_t count : {0, 1, 3, 65, 255}) {
        auto other = packed;
        other[7] = count;
        CHECK(codeOf(splitBatch(other)) == ErrorCode::MessageMalformed);
    }
    auto newer = packed;
    newer[5] = 2;
    CHECK(codeOf(splitBatch(newer)) == ErrorCode::MessageVersionUnsupported);
    auto hugeLength = packed;
    hugeLength[8] = 0xff;
    CHECK(codeOf(splitBatch(hugeLength)) == ErrorCode::MessageMalformed);
    CHECK(codeOf(splitBatch(toBytes("CSEV"))) == ErrorCode::MessageMalformed);
    CHECK(codeOf(splitBatch(Bytes(kMaxBatchBytes + 1, 0))) == ErrorCode::MessageTooLarge);
}

TEST_CASE("a batch has its limits when it is made, too") {
    CHECK(packBatch({}).error().code == ErrorCode::MessageMalformed);
    const std::vector<Bytes> many(kMaxBatchItems + 1, toBytes("x"));
    CHECK(packBatch(views(many)).error().code == ErrorCode::MessageTooLarge);
    const std::vector<Bytes> large(2, Bytes(kMaxBatchBytes / 2, 1));
    CHECK(packBatch(views(large)).error().code == ErrorCode::MessageTooLarge);
}

TEST_CASE("the answer says one word on each envelope") {
    const std::vector<BatchItem> items{toBytes(R"({"kind":"receipt","body":"aGVsbG8="})"), Refusal::Conflict,
                                       Refusal::TooMany};
    const auto answer = encodeBatchAnswer(items).value();
    CHECK(readBatchAnswer(answer, 3).value() == items);
    CHECK_FALSE(readBatchAnswer(answer, 2));
    CHECK_FALSE(readBatchAnswer(answer, 4));
    for (const char* wrong :
         {"", "[]", "{}", R"({"version":1,"items":{}})", R"({"version":2,"items":[]})",
          R"({"version":1,"items":[1,2,3]})", R"({"version":1,"items":[{},{},{}]})",
          R"({"version":1,"items":[{"refusal":"?"},{"refusal":"conflict"},{"refusal":"conflict"}]})",
          R"({"version":1,"items":[{"receipt":5},{"refusal":"conflict"},{"refusal":"conflict"}]})"}) {
        INFO(wrong);
        CHECK_FALSE(readBatchAnswer(toBytes(wrong), 3));
    }
}
