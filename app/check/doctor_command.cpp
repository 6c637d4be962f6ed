// doctor: looks a counter's state folder over, and has mended what the counter mends by itself.
#include "store/doctor.h"

#include <map>

#include "commands.h"
#include "doctor_words.h"
#include "store/tpm_key.h"

namespace countersign::check {
namespace {

using nlohmann::json;

// The queue's own lines while it is opened for the repair, on standard error.
class ProgressLog final : public Log {
  public:
    explicit ProgressLog(const CommonOptions& common) : m_common(common) {}

  protected:
    void write(Level, std::string_view, std::string_view message) override {
        progress(m_common, redact(message));
    }

  private:
    const CommonOptions& m_common;
};

json findingJson(const DoctorFinding& finding) {
    const auto words = doctorWords(finding.code);
    json object{{"code", doctorCodeName(finding.code)},
                {"grade", doctorGradeName(finding.grade)},
                {"mended_at_start", finding.mending == Mending::AtStart},
                {"where", finding.where},
                {"what", words.what},
                {"to_do", words.toDo}};
    if (!finding.detail.empty()) object["detail"] = finding.detail;
    return object;
}

json reportJson(const DoctorReport& report) {
    json findings = json::array();
    for (const auto& each : report.findings) findings.push_back(findingJson(each));
    return {{"schema", "countersign.doctor/1"},
            {"healthy", report.healthy()},
            {"findings", std::move(findings)},
            {"database", {{"schema", report.schemaVersion}, {"newest", report.newestSchema}}},
            {"rows", report.rowsByState},
            {"payloads", report.payloads},
            {"payload_bytes", report.payloadBytes},
            {"signatures_checked", report.signaturesChecked},
            {"last_number", report.lastNumber},
            {"unused_numbers", report.unusedNumbers},
            {"journal_lines", report.journalLines},
            {"quarantined", report.quarantined},
            {"backups", report.backups},
            {"free_mb", report.freeBytes / 1'000'000},
            {"key", report.keyProtection ? json(keyProtectionName(*report.keyProtection)) : json()}};
}

// File names are the program's own; bytes that would move a terminal's cursor come from nowhere else.
std::string printable(const std::string& text) {
    std::string safe = text;
    for (char& c : safe) {
        if (c < ' ' || c > '~') c = '?';
    }
    return safe;
}

class DoctorCommand final : public Command {
  public:
    [[nodiscard]] std::string name() const override { return "doctor"; }
    [[nodiscard]] std::string description() const override {
        return "look a counter's stored registrations, journal and identity over";
    }
    void declare(CLI::App& options) override {
        options.add_option("STATE_FOLDER", m_state, "the counter's state folder, or a copy of it")
            ->required();
        options.add_flag("--repair", m_repair,
                         "mend what the counter mends at its start, after copies were made");
        options.add_flag("--json", m_asJson, "one JSON object instead of words");
        options.footer(
            "Changes nothing without --repair. Exit status: 0 healthy, 1 somebody should look, "
            "2 could not look (also: the counter is running).");
    }

    [[nodiscard]] Result<json> run(const CommonOptions& common) override {
        std::error_code error;
        if (!std::filesystem::is_directory(m_state, error))
            return failure(inputUnreadable(m_state, error ? error.message() : "not a folder"));
        DoctorSettings settings;
        settings.state = m_state;
        settings.tpm = tpmOfThisComputer();
        auto report = examineCounter(settings);
        if (!report) return failure(report.error());
        if (!m_repair) return reportJson(*report);
        ProgressLog log(common);
        const auto repair = repairCounter(settings, *report, SystemClock(), log);
        if (!repair) return failure(repair.error());
        // What is left is what counts.
        if (!repair->acts.empty()) {
            report = examineCounter(settings);
            if (!report) return failure(report.error());
        }
        auto result = reportJson(*report);
        result["repair"] = {{"acts", repair->acts}, {"copies", repair->copies}, {"refused", repair->refused}};
        return result;
    }

    [[nodiscard]] int statusOf(const json& result) const override {
        return result.at("healthy").get<bool>() ? kExitRan : kExitFindings;
    }
    [[nodiscard]] int statusOf(const Error&) const override { return kExitCouldNotLook; }

    [[nodiscard]] std::string wordsFor(const json& result) const override {
        if (m_asJson) return {};
        std::string text;
        const auto line = [&](const std::string& words) { text += words + "\n"; };
        if (result.contains("repair")) {
            const auto& repair = result["repair"];
            const auto refused = repair["refused"].get<std::string>();
            if (!refused.empty()) line("Not repaired, nothing was changed: " + printable(refused));
            for (const auto& act : repair["acts"]) line("Done: " + printable(act.get<std::string>()));
            if (refused.empty() && repair["acts"].empty()) line("There was nothing to repair.");
            line("");
        }
        for (const char* grade : {"bad", "warning", "note"}) {
            for (const auto& finding : result["findings"]) {
                if (finding["grade"] != grade) continue;
                line(std::string(grade) + "  " + printable(finding["where"].get<std::string>()) + ": " +
                     finding["what"].get<std::string>() +
                     (finding.contains("detail")
                          ? " (" + printable(finding["detail"].get<std::string>()) + ")"
                          : ""));
                line("      " + finding["to_do"].get<std::string>());
            }
        }
        std::string states;
        for (const auto& [state, count] : result["rows"].items())
            states += (states.empty() ? "" : ", ") + std::to_string(count.get<std::uint64_t>()) + " " + state;
        const auto number = [&](const char* name) {
            return std::to_string(result[name].get<std::uint64_t>());
        };
        line("Records: " + (states.empty() ? "none" : states) + ". Payloads: " + number("payloads") +
             ", signatures checked: " + number("signatures_checked") +
             ". Last number: " + number("last_number") + ", unused: " + number("unused_numbers") +
             ". Journal: " + number("journal_lines") + " lines. Free: " + number("free_mb") + " MB.");
        text += result["healthy"].get<bool>() ? "Healthy." : "Somebody should look at this.";
        return text;
    }

  private:
    std::filesystem::path m_state;
    bool m_repair = false, m_asJson = false;
};

}  // namespace

std::unique_ptr<Command> makeDoctorCommand() {
    return std::make_unique<DoctorCommand>();
}

}  // namespace countersign::check
