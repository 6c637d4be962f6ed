#include "review_side.h"

#include <algorithm>

#include "core/files.h"

namespace countersign {
namespace {

constexpr std::size_t kMaxKeysFile = 64U * 1024U;

}  // namespace

ReviewSide::ReviewSide(OperatorIdentity who, OperatorRules ruled, std::unique_ptr<Ledger> opened,
                       std::unique_ptr<CaseBook> cases, FileBodyStore stored, IndexKey key)
    : identity(std::move(who)),
      rules(std::move(ruled)),
      ledger(std::move(opened)),
      book(std::move(cases)),
      bodies(std::move(stored)),
      index(std::move(key)) {}

Result<std::unique_ptr<ReviewSide>> ReviewSide::open(const ReviewSideOptions& options) {
    auto identity = openOperatorFolder(options.place.folder);
    if (!identity) return failure(identity.error());
    const auto policy = verifyPolicy(identity->policy, identity->policyRules());
    if (!policy) return failure(policy.error());
    auto rules = readOperatorRules(*policy);
    if (!rules) return failure(rules.error());
    auto index = IndexKey::read(options.indexKey);
    if (!index) return failure(index.error());
    std::optional<SealingKey> regulator;
    if (!options.regulatorKeys.empty()) {
        const auto text = readFile(options.regulatorKeys, kMaxKeysFile);
        if (!text) return failure(text.error());
        auto keys = readRegulatorKeys(*text);
        if (!keys) return failure(keys.error());
        regulator = std::move(keys->sealingKey);
    }
    auto ledger = openLedger(options.place);
    if (!ledger) return failure(ledger.error());
    auto book = openCaseBook(options.place);
    if (!book) return failure(book.error());
    auto bodies = FileBodyStore::open(OperatorPaths(options.place.folder).bodies);
    if (!bodies) return failure(bodies.error());
    std::unique_ptr<ReviewSide> side(new ReviewSide(std::move(*identity), std::move(*rules),
                                                    std::move(*ledger), std::move(*book), std::move(*bodies),
                                                    std::move(*index)));
    side->m_openingKeys = options.openingKeys;
    side->m_regulator = std::move(regulator);
    // A file that is no key is told now and not by every case.
    if (const auto keys = side->openingKeys(); !keys) return failure(keys.error());
    return side;
}

Result<std::vector<OpeningKey>> ReviewSide::openingKeys() const {
    std::vector<OpeningKey> keys;
    for (const auto& file : m_openingKeys) {
        auto key = OpeningKey::read(file);
        if (!key) return failure(key.error());
        keys.push_back(std::move(*key));
    }
    return keys;
}

Result<std::unique_ptr<ReviewDesk>> ReviewSide::desk() {
    auto keys = openingKeys();
    if (!keys) return failure(keys.error());
    return std::make_unique<ReviewDesk>(*ledger, bodies, *book, std::move(*keys),
                                        ReviewKeys{index, identity.signingKey, m_regulator}, rules, clock);
}

std::string peopleHeldText(std::int64_t people) {
    auto text = std::to_string(people) + (people == 1 ? " person is held." : " people are held.");
    if (people >= kPeopleToFile) {
        text +=
            " From 100,000 people on the law wants it filed with the authority within 30 working days: ask "
            "whoever is responsible for personal data whether that was done.";
    }
    return text;
}

}  // namespace countersign
