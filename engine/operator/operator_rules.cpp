#include "operator/operator_rules.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "operator/operator_errors.h"

namespace countersign {
namespace {

using nlohmann::json;

// The first value that can't be meant is remembered.
class Section {
  public:
    Section(const json& policy, const char* name, std::string& wrong)
        : m_object(policy.value(name, json::object())), m_name(name), m_wrong(wrong) {
        if (!m_object.is_object()) reject("");
    }
    void reject(const std::string& field) {
        if (m_wrong.empty()) m_wrong = m_name + (field.empty() ? "" : "." + field);
    }
    [[nodiscard]] const json* find(const char* field) const {
        if (!m_object.is_object()) return nullptr;
        const auto found = m_object.find(field);
        return found == m_object.end() ? nullptr : &*found;
    }
    void whole(const char* field, int least, int most, int& into) {
        const auto* value = find(field);
        if (value == nullptr) return;
        if (!value->is_number_integer() || *value < least || *value > most)
            reject(field);
        else
            into = value->get<int>();
    }
    void flag(const char* field, bool& into) {
        const auto* value = find(field);
        if (value == nullptr) return;
        if (value->is_boolean())
            into = value->get<bool>();
        else
            reject(field);
    }
    [[nodiscard]] std::optional<double> real(const char* field, double least, double most) {
        const auto* value = find(field);
        if (value == nullptr) return std::nullopt;
        const double number = value->is_number() ? value->get<double>() : std::nan("");
        if (number >= least && number <= most) return number;
        reject(field);
        return std::nullopt;
    }

  private:
    json m_object;
    std::string m_name;
    std::string& m_wrong;
};

}  // namespace

Result<OperatorRules> readOperatorRules(const OperatorPolicy& policy) {
    const auto parsed = json::parse(policy.json, nullptr, false);
    if (!parsed.is_object()) return failure(folderUnusable("the policy is damaged"));
    OperatorRules rules;
    rules.policyVersion = policy.version;
    std::string wrong;

    Section decisions(parsed, "decisions", wrong);
    decisions.whole("numbers_a_person", 1, 1000, rules.decisions.numbersAPerson);
    decisions.flag("automatic", rules.decisions.automatic);
    rules.decisions.leastScore = decisions.real("least_score", 0, 1);
    rules.decisions.leastSimilarity = decisions.real("least_similarity", -1, 1);
    Section bands(parsed, "bands", wrong);
    if (const auto same = bands.real("same", -1, 1))
        rules.decisions.leastSimilarity = std::max(*same, rules.decisions.leastSimilarity.value_or(*same));
    Section guardian(parsed, "guardian", wrong);
    int consentsBelow = rules.decisions.guardianConsentsBelow;
    int presentBelow = rules.decisions.guardianPresentBelow;
    guardian.whole("consents_below", 0, 100, consentsBelow);
    guardian.whole("present_below", 0, 100, presentBelow);
    rules.decisions.guardianConsentsBelow = std::max(consentsBelow, rules.decisions.guardianConsentsBelow);
    rules.decisions.guardianPresentBelow = std::max(presentBelow, rules.decisions.guardianPresentBelow);

    if (auto terms = readDataTerms(parsed)) {
        rules.forwarding = std::move(terms->forwarding);
        rules.picturesDays = terms->picturesDays;
    } else if (wrong.empty()) {
        wrong = terms.error();
    }
    if (!wrong.empty()) return failure(folderUnusable("the policy's " + wrong + " can't be meant"));
    return rules;
}

}  // namespace countersign
