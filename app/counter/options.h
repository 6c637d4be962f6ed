// The command line of `countersign`, with the machine's settings under it. Used once in main.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/counter/machine_settings.h"
#include "core/clerk_role.h"

namespace countersign {

enum class RunMode {
    Window = 1,
    Demo,
    Enrol,
    AddClerk,
    TakePolicy,
    Calibrate,
    Provision,
    // What an installer or an updater asks; without a window, nothing is changed but by the export.
    Unsent,
    ExportUnsent,
    InUse,
    SelfCheck,
    Schema,
    SupportBundle,
};

// How an answer for an installer is printed.
enum class AnswerForm { Words = 1, Json };

struct Options {
    RunMode mode = RunMode::Window;
    std::filesystem::path machineFile = kMachineFile;
    MachineSettings machine;
    std::filesystem::path state;  // settings, keys, queue, log; made if missing
    std::filesystem::path models;
    std::string operatorUrl;       // empty: the one of the enrolment
    std::filesystem::path caFile;  // enrolment only
    std::string enrolmentCode;
    bool newOperator = false;            // enrolment may put another operator in the place of the present one
    std::filesystem::path provisioning;  // Provision: the file
    std::filesystem::path
        officeFile;                  // Provision: public keys of the operator's office; empty: the machine's
    std::string shop;                // which one this computer is for; empty: any
    bool newShop = false;            // Provision: a counter of another shop goes over to this one
    bool again = false;              // Provision, Enrol: one that was set up is set up again
    std::string tpm;                 // how the TPM is reached, by tpm2-tss; empty: none
    std::string clerkId, clerkName;  // AddClerk; the PIN comes on standard input
    std::optional<ClerkRole> clerkRole;  // AddClerk; empty: as it was, or what runAddClerk() says
    std::filesystem::path policyFile;    // TakePolicy
    std::filesystem::path demoShots;     // Demo: where screenshots go
    bool practiseOnly = false;           // Demo: needs no operator, and nothing is kept or sent
    std::filesystem::path exportFolder;  // ExportUnsent
    std::filesystem::path bundleFile;    // SupportBundle
    AnswerForm form = AnswerForm::Words;
    bool practice = false;       // use the practice buyer even if there is a camera
    std::string practiceHabit;   // what the practice buyer does, a Behaviour by name; empty: obeys
    bool measureWindow = false;  // tell in the log how long the window was busy at a time in a scan
    std::string language;        // empty: the remembered one, else the machine's, else the system's
    int textPercent = 0;         // 0: the remembered one
    std::string theme;           // "light", "dark" or empty for the remembered one
};

// Parses, and reads the machine's file; on --help, --version or a wrong argument prints and gives the exit
// status instead.
struct ParsedOptions {
    std::optional<Options> options;
    int exitStatus = 0;
    std::optional<Error> machineError;  // beside options, of which the machine's say nothing then
};
[[nodiscard]] ParsedOptions parseOptions(int argc, char** argv);

}  // namespace countersign
