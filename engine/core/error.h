// Errors: something could not be done. An outcome (not matched, blink not seen) is a value, never an Error.
// Plain values; any thread.
#pragma once

#include <string>
#include <string_view>

namespace countersign {

// Numbered for help pages and support; a number is never reused. Each code is raised in exactly one place of
// the engine (through makeError) and documented in resources/help/errors.md; tests/architecture checks both.
// Ranges: 1xx core, 2xx capture, 3xx vision, 4xx liveness, 5xx matching, 6xx identity and documents, 7xx
// store, 8xx protocol, 9xx sync, 10xx operator, 11xx practice, 12xx app.
enum class ErrorCode : int {
    Invalid = 0,
    // core
    CryptoUnavailable = 101,
    FileUnreadable = 102,
    FileUnwritable = 103,
    DiskFull = 104,
    // capture
    EndOfRecording = 201,
    CameraNotFound = 202,
    CameraForbidden = 203,
    CameraBusy = 204,
    CameraUnfit = 205,
    CameraTooSmall = 206,
    CameraTooSlow = 207,
    CameraLost = 208,
    CameraStalled = 209,
    CameraFailed = 210,
    // vision
    ModelManifestBad = 301,
    ModelMissing = 302,
    ModelAltered = 303,
    ModelUnusable = 304,
    InferenceFailed = 305,
    PictureUnusable = 306,
    ThresholdsBad = 307,
    // liveness
    // enrolment
    PolicyUnreadable = 451,
    PictureNotEncodable = 452,
    EngineDied = 453,
    CaptureDied = 454,
    // matching and its calibration
    CalibrationUnusable = 501,
    PictureListUnusable = 502,
    CalibrationCancelled = 503,
    CalibrationTooSmall = 504,
    // identity
    // documents
    TextDataMissing = 651,
    TextReadingFailed = 652,
    // readers
    ReaderLibraryUnusable = 661,
    ReaderFailed = 662,
    NoCardOnReader = 663,
    ChipDataDamaged = 664,
    // store
    QueueInUse = 701,
    SpoolUnusable = 702,
    PayloadMissing = 703,
    PayloadDamaged = 704,
    DiskSpaceLow = 705,
    RecordUnknown = 706,
    RecordConflict = 707,
    WithdrawTooLate = 708,
    DeviceIdentityDamaged = 709,
    DeviceIdentityExposed = 710,
    TpmMissing = 711,
    TpmFailed = 712,
    DeviceKeyOfAnotherTpm = 713,
    LimitReached = 714,
    DatabaseFailed = 791,
    DatabaseCorrupt = 792,
    DatabaseNotWritable = 793,
    DatabaseNewer = 794,
    DatabaseConstraint = 795,
    // protocol
    KeyUnusable = 801,
    AlgorithmUnknown = 802,
    SealUnreadable = 803,
    MessageMalformed = 804,
    MessageTooLarge = 805,
    MessageVersionUnsupported = 806,
    SignatureInvalid = 807,
    ReceiptOfAnotherRecord = 808,
    PolicyNotNewer = 809,
    KeysNotNewer = 810,
    OfficeSignatureMissing = 811,
    // sync
    OperatorUnreachable = 901,
    OperatorNotTrusted = 902,
    OperatorTimedOut = 903,
    OperatorBusy = 904,
    OperatorFault = 905,
    RefusedByOperator = 906,
    AnswerUnreadable = 907,
    ReceiptForged = 908,
    ProxyRefused = 909,
    OperatorRedirects = 910,
    EnrolmentRefused = 911,
    NotEnrolled = 912,
    ConflictAtOperator = 913,
    NetworkWantsSignIn = 914,
    OperatorCertificateRevoked = 915,
    ProxyUnreachable = 916,
    CourierFileUnusable = 917,
    CourierOfAnother = 918,
    CounterReplaced = 919,
    // operator
    OperatorFolderUnusable = 1001,
    CertificateFailed = 1002,
    GatewayNotStarted = 1003,
    BodyDamaged = 1004,
    RecordNotHeld = 1005,
    CounterUnknown = 1006,
    ChainNotWhole = 1007,
    LedgerUnreachable = 1008,
    LedgerFailed = 1009,
    RegulatorUnreachable = 1010,
    RegulatorAnswerForged = 1011,
    RegulatorRefused = 1012,
    CaseSettled = 1013,
    PayloadNotOpened = 1014,
    IndexKeyUnusable = 1015,
    ReviewerRejected = 1016,
    ConsoleNotStarted = 1017,
    KeysNotEverywhere = 1018,
    // practice
    PracticePersonDamaged = 1101,
    PracticePersonVersion = 1102,
    PracticePeopleMissing = 1103,
    PracticeNotOpen = 1104,
    PracticeFontMissing = 1105,
    // app
    CheckInputUnreadable = 1200,
    CheckOutputUnwritable = 1201,
    CheckArgumentsWrong = 1202,
    ClerkRejected = 1220,
    ClerkListDamaged = 1221,
    PictureFileUnreadable = 1222,
    NoCameraChosen = 1223,
    MachineSettingsBad = 1230,
    CounterOfAnotherUser = 1231,
    ProvisioningOfAnotherShop = 1232,
    ProvisioningExpired = 1233,
    ProvisioningNotYetValid = 1234,
    ClockBeforeProgram = 1235,
    OfficeUnknown = 1236,
    CounterOfAnotherShop = 1237,
    UnsentNotExported = 1238,
    StateFolderUnusable = 1239,
    ProvisioningNotNewer = 1240,
};

struct Error {
    ErrorCode code = ErrorCode::Invalid;
    std::string detail;  // for the log and for support; never personal data
    std::string where;   // file:line of makeError
};

// `where` is filled with file:line of the caller.
[[nodiscard]] Error makeError(ErrorCode code, std::string detail, const char* file = __builtin_FILE(),
                              int line = __builtin_LINE());

// "E102 cannot read /x/y (files.cpp:31)": for logs and the check tool. The UI has its own words in ui/text.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace countersign
