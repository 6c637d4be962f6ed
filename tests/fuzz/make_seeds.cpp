// Writes the first inputs of the corpora: small, made by the project's own code, and of nobody. Usage:
// fuzz_seeds FOLDER; see tests/fuzz/run.

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

#include "protocol/batch.h"
#include "protocol/certificate.h"
#include "protocol/contact.h"
#include "protocol/courier.h"
#include "protocol/device_enrolment.h"
#include "protocol/envelope.h"
#include "protocol/json_reader.h"
#include "protocol/key_bundle.h"
#include "protocol/key_draft.h"
#include "protocol/key_text.h"
#include "protocol/part.h"
#include "protocol/payload.h"
#include "protocol/provisioning.h"
#include "protocol/receipt.h"
#include "protocol/refusal.h"
#include "protocol/regulator.h"
#include "readers/chip_text.h"
#include "tests/fuzz/fuzz_keys.h"
#include "tests/fuzz/fuzz_p256_answer.h"
#include "tests/unit/protocol/made_certificate.h"
#include "tests/unit/protocol/sample.h"
#include "tests/unit/protocol/sample_attestation.h"

using namespace countersign;
using namespace countersign::fuzz;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

class Corpus {
  public:
    explicit Corpus(fs::path folder) : m_folder(std::move(folder)) {}
    void add(const std::string& target, const std::string& name, ByteView bytes) const {
        fs::create_directories(m_folder / target);
        std::ofstream file(m_folder / target / ("seed_" + name), std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    void add(const std::string& target, const std::string& name, std::string_view text) const {
        add(target, name, ByteView(toBytes(text)));
    }

  private:
    fs::path m_folder;
};

RecordId someRecord() {
    return RecordId::parse("00112233445566778899aabbccddeeff").value();
}
DeviceId someDevice() {
    return DeviceId::parse("ffeeddccbbaa99887766554433221100").value();
}

std::string bodyOf(ByteView message, std::string_view kind) {
    return parseSignedMessage(message, kind, 1).value().body;
}

void envelopes(const Corpus& corpus) {
    EnvelopeHeader header;
    header.recordId = someRecord();
    header.deviceId = someDevice();
    header.sequence = 7;
    header.models = {{"detector", "v1"}, {"embedder", "v3"}};
    header.application = "0.1.0";
    header.camera = {"usb-1.2", "uvcvideo", "usb-0000", false, 640, 480, 29.97, 3};
    header.createdAt = kNow;
    const SealedPayload nothing{SealAlgorithm::SealedBoxX25519, "00000000000000000000000000000000", {}};
    const auto add = [&](const char* name) {
        const auto whole = signEnvelope(header, nothing, deviceKey()).value();
        corpus.add("envelope", std::string(name) + "_whole", whole);
        corpus.add("envelope", std::string(name) + "_header", parseEnvelope(whole).value().headerBytes);
    };
    add("plain");
    header.route = ScanRoute::OtherTerms;
    header.evidence = test::sampleEvidence();
    add("evidence");
    header.evidence->terms.reduced = true;
    header.evidence->similarity.reset();
    header.evidence->band.clear();
    header.practice = true;
    add("reduced");
    header.evidence->border = sha256Of(toBytes("a wall"));
    add("border");
}

void signatures(const Corpus& corpus) {
    const KnownAnswer known;
    corpus.add("p256", "signature", known.signature);
    corpus.add("p256", "key", known.point);
    Bytes numbers = known.r;
    numbers.insert(numbers.end(), known.s.begin(), known.s.end());
    corpus.add("p256", "numbers", numbers);
}

void messages(const Corpus& corpus) {
    Receipt receipt{someRecord(), someDevice(), 7, {}, kNow, ReceiptStatus::Refused, "document_limit", 2, ""};
    auto signedReceipt = signReceipt(receipt, operatorKey()).value();
    corpus.add("receipt", "whole", signedReceipt);
    corpus.add("receipt", "body", bodyOf(signedReceipt, "receipt"));
    receipt.status = ReceiptStatus::Accepted;
    receipt.reason.clear();
    corpus.add("receipt", "accepted", bodyOf(signReceipt(receipt, operatorKey()).value(), "receipt"));

    const std::string policy =
        R"({"policy_version":3,"scan_tries":2,"challenge":{"length":5},"bands":{"same":0.6,"unsure":0.5}})";
    const auto signedPolicy = signPolicy(policy, operatorKey()).value();
    corpus.add("policy", "whole", signedPolicy);
    corpus.add("policy", "body", policy);
    corpus.add("policy", "changes",
               policy + '\0' + R"({"challenge":{"length":6},"scan_tries":1,"about":"x"})");

    const auto request = makeEnrolmentRequest("7F3K-22QD-M0XA", "0.1.0", deviceKey()).value();
    corpus.add("enrolment", "request", request);
    corpus.add("enrolment", "request_body", bodyOf(request, "enrolment-request"));
    corpus.add("enrolment", "code", "7f3k 22qd-mOxa");
    EnrolmentResponse response{someDevice(),
                               deviceKey().verifyingKey().id(),
                               {operatorKey().verifyingKey()},
                               {SealAlgorithm::SealedBoxX25519, Bytes(32, 9)},
                               kNow,
                               signedPolicy,
                               ChallengeKey::fromBytes(Bytes(32, 7))};
    const auto answer = makeEnrolmentResponse(response, operatorKey()).value();
    corpus.add("enrolment", "response", answer);
    corpus.add("enrolment", "response_body", bodyOf(answer, "enrolment-response"));
    response.policy = signPolicy(policy, strangersKey()).value();
    response.officeKeys = {strangersKey().verifyingKey()};
    const auto ofOffice = makeEnrolmentResponse(response, operatorKey()).value();
    corpus.add("enrolment", "office_body", bodyOf(ofOffice, "enrolment-response"));
    const auto again = makeEnrolmentRequest("7F3K-22QD-M0XA", "0.1.0", deviceKey(), 3).value();
    corpus.add("enrolment", "again_request_body", bodyOf(again, "enrolment-request"));
    KeyBundle keys{4,
                   response.operatorKeys,
                   response.sealingKey,
                   {protocol::fromBase64(test::kMadeCertificate).value()},
                   {Sha256{7}},
                   response.officeKeys};
    response.links = {signKeyBundle(keys, strangersKey()).value()};
    keys.version = 5;
    response.keys = signKeyBundle(keys, strangersKey()).value();
    response.requestHash = sha256Of(again);
    const auto ledOn = makeEnrolmentResponse(response, operatorKey()).value();
    corpus.add("enrolment", "again_response", ledOn);
    corpus.add("enrolment", "again_body", bodyOf(ledOn, "enrolment-response"));

    const auto receiptBytes = signReceipt(receipt, operatorKey()).value();
    const std::vector<Bytes> envelopes{toBytes("one"), toBytes("two"), toBytes("three")};
    corpus.add("batch", "three",
               packBatch(std::vector<ByteView>(envelopes.begin(), envelopes.end())).value());
    const std::vector<BatchItem> words{receiptBytes, Refusal::Conflict, Refusal::TooMany};
    corpus.add("batch", "answer", encodeBatchAnswer(words).value());

    EnvelopeHeader inParts;
    inParts.recordId = someRecord();
    inParts.deviceId = someDevice();
    inParts.sequence = 7;
    inParts.application = "0.1.0";
    inParts.createdAt = kNow;
    const SealedPayload filling{SealAlgorithm::SealedBoxX25519, "00000000000000000000000000000000",
                                Bytes(300, 7)};
    const auto envelope = signEnvelope(inParts, filling, deviceKey()).value();
    const auto whole = sha256Of(envelope);
    const auto total = static_cast<std::uint32_t>(envelope.size());
    corpus.add("part", "asks", packPart({whole, total, 0, {}}).value());
    corpus.add("part", "first", packPart({whole, total, 0, ByteView(envelope).first(total - 200)}).value());
    corpus.add("part", "all", packPart({whole, total, 0, envelope}).value());
    corpus.add("part", "last", packPart({whole, total, total - 200, ByteView(envelope).last(200)}).value());
    corpus.add("part", "held", encodeHeld(total - 200));

    AuditLine line{1,         kNow, {std::string(32, '1'), 5000ms}, AuditEvent::Decided, "lina", someRecord(),
                   "accepted"};
    const auto lineText = encodeAuditLine(line).value();
    corpus.add("contact", "line", lineText);
    const AuditLine answered{1,      kNow, {std::string(32, '1'), 5000ms}, AuditEvent::Answered,
                             "lina", {},   "finding 12 market_day"};
    corpus.add("contact", "answered", encodeAuditLine(answered).value());
    Contact contact;
    contact.deviceId = someDevice();
    contact.nonce = std::string(32, 'a');
    contact.at = kNow;
    contact.clock = {{std::string(32, '1'), 5000ms}, kNow, 4000ms};
    contact.application = "0.1.0";
    contact.oldestWaiting = kNow;
    contact.audit = sealAuditLine({}, lineText);
    contact.auditLines = {lineText};
    corpus.add("contact", "contact", bodyOf(signContact(contact, operatorKey()).value(), "contact"));
    Notice notice;
    notice.nonce = contact.nonce;
    notice.at = kNow;
    notice.orders = {{1, OrderKind::RecordStatus, someRecord(), "", receiptBytes},
                     {2, OrderKind::Erase, someRecord(), "", {}},
                     {3, OrderKind::ClerkOff, {}, "lina", {}}};
    corpus.add("contact", "notice", bodyOf(signNotice(notice, operatorKey()).value(), "notice"));
    notice.orders.push_back({4, OrderKind::Explain, someRecord(), "12 pace 9/20 3/100 47 omar", {}});
    corpus.add("contact", "question", bodyOf(signNotice(notice, operatorKey()).value(), "notice"));

    CourierKey answerKey;
    answerKey.fill(7);  // as the target has it
    const CourierLoad load{answerKey,
                           {toBytes("contact one"), toBytes("contact two")},
                           {{someRecord(), envelopes[0]}, {someRecord(), envelopes[1]}}};
    const auto key = SigningKey::generate();
    const auto out = packForOperator(someDevice(), 3, load, key.verifyingKey()).value();
    const auto opened = openForOperator(out, key).value();
    corpus.add("courier", "out", out);
    corpus.add("courier", "load", opened.content);
    const CourierAnswer said{toBytes("a notice"),
                             {{someRecord(), toBytes("a receipt")}, {someRecord(), Refusal::Conflict}}};
    corpus.add("courier", "in", packForCounter(opened.head, said, answerKey).value());
    Bytes content{0, 0, 0, 8, 'a', ' ', 'n', 'o', 't', 'i', 'c', 'e', 0, 1};
    const RecordId record = someRecord();
    content.insert(content.end(), record.bytes().begin(), record.bytes().end());
    content.insert(content.end(), {1, 0, 0, 0, 1, 'r'});
    corpus.add("courier", "answer", content);

    corpus.add("refusal", "conflict", encodeRefusal(Refusal::Conflict));
    corpus.add("refusal", "too_many", encodeRefusal(Refusal::TooMany));

    RecordPayload payload{
        {{"name", "样本"}, {"number", "1"}, {"score", 0.93}, {"list", {1, -2, true, nullptr}}},
        Bytes(3, 0xd8),
        Bytes(5, 0xd9)};
    corpus.add("payload", "two", encodePayload(payload).value());
    corpus.add("payload", "fields", payload.fields.dump());
    payload.supportingJpeg = Bytes(4, 0xda);
    corpus.add("payload", "three", encodePayload(payload).value());
}

void regulator(const Corpus& corpus) {
    auto attestation = test::sampleAttestation(2);
    attestation.key = {someDevice(), someRecord(), 2};
    corpus.add("regulator", "item", encodeAttestation(attestation).value());
    const auto sealed = sealAttestation(attestation, {SealAlgorithm::SealedBoxX25519, Bytes(32, 9)}).value();
    attestation.portraitJpeg = Bytes(5, 0xd8);
    attestation.iccid.clear();
    corpus.add("regulator", "portrait", encodeAttestation(attestation).value());
    const std::string id(32, 'a');
    const auto other = toBytes("another item");
    auto otherKey = attestation.key;
    ++otherKey.revision;
    const ForwardBatch batch{id, "operator-1", kNow, {{attestation.key, sealed}, {otherKey, other}}};
    corpus.add("regulator", "batch", packForRegulator(batch, operatorKey()).value());
    Acknowledgement word{attestation.key, {}, RegulatorWord::Acknowledged, "", id, kNow};
    const auto yes = signAcknowledgement(word, operatorKey()).value();
    corpus.add("regulator", "word", yes);
    corpus.add("regulator", "word_body", bodyOf(yes, "regulator-acknowledgement"));
    word.word = RegulatorWord::Refused;
    word.reason = "number_unknown";
    const auto no = signAcknowledgement(word, operatorKey()).value();
    corpus.add("regulator", "refused_body", bodyOf(no, "regulator-acknowledgement"));
    corpus.add("regulator", "answer", encodeForwardAnswer(id, std::vector<Bytes>{yes, no}).value());
    corpus.add(
        "regulator", "keys",
        encodeRegulatorKeys({{operatorKey().verifyingKey()}, {SealAlgorithm::SealedBoxX25519, Bytes(32, 9)}})
            .value());
}

void keyBundles(const Corpus& corpus) {
    KeyBundle bundle;
    bundle.version = 3;
    bundle.verifyingKeys = {operatorKey().verifyingKey(), deviceKey().verifyingKey()};
    bundle.sealingKey = {SealAlgorithm::SealedBoxX25519, Bytes(32, 9)};
    bundle.authorities = {protocol::fromBase64(test::kMadeCertificate).value()};
    bundle.revoked = {Sha256{7}, Sha256{8}};
    const auto whole = signKeyBundle(bundle, operatorKey()).value();
    corpus.add("key_bundle", "whole", whole);
    corpus.add("key_bundle", "body", bodyOf(whole, "keys"));
    corpus.add("key_bundle", "pem", toPem(bundle.authorities));
    bundle.version = 4;
    bundle.officeKeys = {strangersKey().verifyingKey()};
    corpus.add("key_bundle", "office_body", bodyOf(signKeyBundle(bundle, operatorKey()).value(), "keys"));
    corpus.add("key_bundle", "draft", writeKeyDraft({bundle, whole}).value());
}

void provisionings(const Corpus& corpus) {
    Provisioning made;
    made.shop = "S-0172";
    made.operatorUrl = "https://gateway.example:8443";
    made.authorities = {protocol::fromBase64(test::kMadeCertificate).value()};
    made.code = "7F3K-22QD-M0XA";
    made.issuedAt = kNow;
    made.expiresAt = kNow + std::chrono::hours(24 * 14);
    const auto add = [&](const std::string& name) {
        const auto whole = signProvisioning(made, operatorKey()).value();
        corpus.add("provisioning", name + "_whole", whole);
        corpus.add("provisioning", name + "_body", bodyOf(whole, "provisioning"));
        corpus.add("provisioning", name + "_draft", writeProvisioningDraft(made).value());
    };
    add("plain");
    made.operatorUrl = "https://[2001:db8::1]";
    made.shopName = "North Street";
    made.settings = {"ar", 150, "dark", "stable", "https://updates.example/debian"};
    add("settings");
    corpus.add("provisioning", "office_keys",
               "# the office\n" + publicKeyText(operatorKey().verifyingKey()) + "\n" +
                   publicKeyText(deviceKey().verifyingKey()) + "\n");
}

void operatorPolicies(const Corpus& corpus) {
    corpus.add(
        "operator_policy", "stricter",
        R"({"policy_version":4,"scan_tries":2,"virtual_camera":"block","supporting_picture":["no_wish"],)"
        R"("guardian":{"consents_below":15,"present_below":18},"bands":{"same":0.6,"unsure":0.5},)"
        R"("challenge":{"actions":["blink","left","right","up","down"],"length":5,"window_ms":4000,)"
        R"("shortest_pause_ms":300,"longest_pause_ms":1700},"calibration":[[-0.1,-3],[0.5,1.5]]})");
    corpus.add("operator_policy", "looser",
               R"({"scan_tries":9,"virtual_camera":"allow","challenge":{"length":2},"unknown":{"a":1}})");
    corpus.add("operator_policy", "told",
               R"({"forwarding":{"content":"portrait","ground":"telecom_rules",)"
               R"("ground_text":{"en":"The telecom rules","zh-CN":"电信实名规定"},)"
               R"("authority":{"en":"The ministry","ar":"الوزارة"},"practice":true},)"
               R"("retention":{"pictures_days":7}})");
    corpus.add("operator_policy", "told_wrong",
               R"({"forwarding":{"content":"none","ground_text":{"en":"a\u202eb"},)"
               R"("authority":{"../x":"y"}},"retention":{"pictures_days":1e99}})");
    corpus.add("operator_policy", "thresholds",
               R"({"version":"x","liveness":{"blink":{"close_rise":{"value":2.5}}},)"
               R"("matching":{"template":{"frames":{"value":5}}}})");
}

// The zones are those printed in ICAO Doc 9303, the numbers those that standards give as examples.
void texts(const Corpus& corpus) {
    const std::string passport =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
    const std::string card =
        "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n";
    std::string misread = passport;
    misread[45] = 'I';
    for (const auto* target : {"mrz", "scanned_code"}) {
        corpus.add(target, "passport", passport);
        corpus.add(target, "card", card);
    }
    corpus.add("mrz", "misread", misread);
    corpus.add(
        "mrz", "long_number",
        "I<UTOD23145890<7349<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<3\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n");
    corpus.add("mrz", "readings", passport + "\n" + misread);
    corpus.add("scanned_code", "numbers", "]C1IMEI1: 35 209900 176148 1\r\nICCID8986001122334455667-8\tx");
    corpus.add("scanned_code", "groups", "110105 19491231 002X, 490154203237518");

    const std::pair<const char*, const char*> numbers[] = {{"resident",
                                                            "0"
                                                            "11010519491231002X"},
                                                           {"military", "3军字第12345号"},
                                                           {"permit", "5H12345678"},
                                                           {"taiwan", "6(12345678)"},
                                                           {"passport", "8E12345678"},
                                                           {"foreigner", "9USA123456789012"},
                                                           {"iccid",
                                                            "00"
                                                            "89860011223344556671"},
                                                           {"imei",
                                                            "00"
                                                            "490154203237518"},
                                                           {"msisdn", "0+86 137 0013 8000"},
                                                           {"abroad", "0+44 20 7946 0000"},
                                                           {"name",
                                                            "0\xC3\x9C"
                                                            "n al-Test \xC2\xB7 样本"}};
    for (const auto& [name, text] : numbers) corpus.add("numbers", name, text);
}

void devices(const Corpus& corpus) {
    ChipText text;
    text.name = "样本安娜";
    text.sex = Sex::Female;
    text.nationCode = "01";
    text.birthDate = 1949y / 12 / 31;
    text.address = "样本路1号";
    text.number = "11010519491231002X";
    text.issuer = "样本局";
    text.validFrom = 2020y / 1 / 1;
    text.validUntil = 2040y / 1 / 1;
    auto bytes = chipTextBytes(text).value();
    corpus.add("chip_text", "card", bytes);
    text.validUntil.reset();
    text.newestAddress = "样本新路2号";
    corpus.add("chip_text", "for_life", chipTextBytes(text).value());
    // Answers of open, find and select; lengths of text and photo; read_text's answer and the text;
    // read_photo's.
    Bytes answers{0, 0, 0, 1, 0, 0x96, 0x9c, 0};
    answers.insert(answers.end(), bytes.begin(), bytes.end());
    answers.insert(answers.end(), {0, 1, 2, 3});
    corpus.add("vendor_reader", "good", answers);
    answers[1] = 1;
    corpus.add("vendor_reader", "no_card", answers);
}

// Heads of pictures without a picture.
void pictures(const Corpus& corpus) {
    const std::string tiff(
        "II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\x01\x04\0\x01\0\0\0\x80\x02\0\0", 34);
    const std::string exif = std::string("Exif\0\0", 6) + tiff;
    const auto size = [](std::size_t n, bool little) {
        std::string four;
        for (unsigned i = 0; i < 4; ++i) four += static_cast<char>(n >> (little ? 8 * i : 24 - 8 * i));
        return four;
    };
    corpus.add("picture_header", "tiff", tiff);
    corpus.add(
        "picture_header", "jpeg",
        "\xFF\xD8\xFF\xE1" + size(exif.size() + 2, false).substr(2) + exif +
            std::string(
                "\xFF\xC0\0\x0B\x08\0\x10\0\x20\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0x\xFF\xD9", 27));
    corpus.add("picture_header", "png",
               std::string("\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x20\0\0\0\x10\x08\x02\0\0\0CRC!", 33) +
                   size(tiff.size(), false) + "eXIf" + tiff + "CRC!");
    corpus.add("picture_header", "webp",
               "RIFF" + size(22 + 8 + exif.size(), true) + "WEBPVP8X" + size(10, true) +
                   std::string("\x08\0\0\0\x1F\0\0\x0F\0\0", 10) + "EXIF" + size(exif.size(), true) + exif);
    corpus.add("picture_header", "webp_lossy",
               "RIFF" + size(22, true) + "WEBPVP8 " + size(10, true) +
                   std::string("\0\0\0\x9D\x01\x2A\x20\0\x10\0", 10));
    corpus.add("picture_header", "bmp",
               "BM" + std::string(12, '\0') + size(40, true) + size(32, true) + size(0xfffffff0U, true));
}

void files(const Corpus& corpus) {
    AuditLine line;
    line.at = fuzz::kNow;
    line.boot = {std::string(32, 'b'), Millis(5000)};
    AuditHead head;
    std::string lines;
    std::string journal = "countersign-journal 1 0 " + std::string(64, '0') + "\n";
    for (const auto event : {AuditEvent::Started, AuditEvent::SignedIn, AuditEvent::Decided}) {
        line.number = head.count + 1;
        line.event = event;
        line.who = event == AuditEvent::Started ? "" : "lina";
        line.detail = event == AuditEvent::Decided ? "accepted" : "";
        const auto text = encodeAuditLine(line).value();
        head = sealAuditLine(head, text);
        lines += text + "\n";
        journal += toHex(head.seal) + " " + text + "\n";
    }
    corpus.add("journal", "lines", lines);
    corpus.add("journal", "file", journal);
    corpus.add("sequence_mark", "body", "countersign-sequence 1 12 11 " + std::string(64, 'a'));
    corpus.add("draft", "draft",
               R"({"schema":1,"clerk":"c","at":1795752000,"purchase":3,"document_kind":"resident_id",)"
               R"("document_number":"1","name":"n","msisdn":"m","iccid":"i","imei":"e","language":"en"})");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2 || !initCrypto()) return 2;
    const Corpus corpus(argv[1]);
    envelopes(corpus);
    signatures(corpus);
    messages(corpus);
    regulator(corpus);
    keyBundles(corpus);
    provisionings(corpus);
    operatorPolicies(corpus);
    texts(corpus);
    devices(corpus);
    pictures(corpus);
    files(corpus);
    return 0;
}
