#include "doctor_words.h"

namespace countersign::check {

DoctorWords doctorWords(DoctorCode code) {
    switch (code) {
        case DoctorCode::FolderMissing:
            return {"The folder is not there.", "Check the path; a counter that was never started has none."};
        case DoctorCode::NotAsExpected:
            return {"Something else lies where the program keeps this. It was not looked into.",
                    "Find out who put it there. Move it away; restore the real one from a copy."};
        case DoctorCode::TooLarge:
            return {"Far larger than the program ever makes it. It was not looked into.",
                    "Check the disk; move it away and restore the real one from a copy."};
        case DoctorCode::Unreadable:
            return {"It could not be read.",
                    "Check the disk, and that you are the user who runs the program."};
        case DoctorCode::Exposed:
            return {"Other users of this computer may read it.",
                    "chmod go= on it. A key that others could read should be enrolled anew."};
        case DoctorCode::OtherOwner:
            return {"It belongs to another user than the folder: the counter may not be able to write it.",
                    "chown it to the user who runs the program."};
        case DoctorCode::UnknownFile:
            return {"Files that the program does not make.", "Nothing, if you know them."};
        case DoctorCode::InterruptedWrite:
            return {"Left over from a write that was interrupted; it was never confirmed to anybody.",
                    "Nothing: the counter removes it at its next start."};
        case DoctorCode::DatabaseMissing:
            return {"The index is not there.",
                    "The counter makes it anew from the payloads. What was sent already is not in it then."};
        case DoctorCode::DatabaseDamaged:
            return {"The index is damaged.",
                    "Check the disk. The counter sets it aside and makes a new one from the payloads."};
        case DoctorCode::DatabaseInconsistent:
            return {"The index can be read, but its full check finds something.",
                    "Check the disk; keep a copy of the folder and tell the operator's technician."};
        case DoctorCode::DatabaseForeign:
            return {"The index does not have the tables of its version. It was not looked into.",
                    "Keep a copy of the folder and tell the operator's technician."};
        case DoctorCode::DatabaseNewer:
            return {"A newer version of the program made the index.", "Use that version, or a newer one."};
        case DoctorCode::DatabaseOlder:
            return {"An older version of the program made the index.",
                    "Nothing: the counter brings it up to date at its next start, with a copy beside it."};
        case DoctorCode::DatabaseSetAside:
            return {"A damaged index was set aside some time.",
                    "Check the disk if you have not done so. It may be removed once nothing is missed."};
        case DoctorCode::PayloadMissing:
            return {"The registration is in the index, but its sealed file is gone. It can't be sent.",
                    "Look in copies of this folder. Else register the buyer again and tell the operator."};
        case DoctorCode::PayloadDamaged:
            return {"The sealed file is not what was saved. It can't be sent.",
                    "Check the disk. Look in copies of this folder; else register the buyer again."};
        case DoctorCode::PayloadForeign:
            return {"The sealed file does not belong to this counter's record.",
                    "Keep a copy of the folder and tell the operator's technician."};
        case DoctorCode::PayloadUnclaimed:
            return {"A sealed file without a row in the index.",
                    "Nothing: the counter makes the row anew at its next start and sends it."};
        case DoctorCode::PayloadUnreadable:
            return {"A file without a row, and no sealed registration.",
                    "Check the disk. The counter moves it to the quarantine at its next start."};
        case DoctorCode::PayloadLeftOver:
            return {"Sent or taken back, but not wholly erased yet.",
                    "Nothing: the counter erases it at its next start."};
        case DoctorCode::PayloadBack:
            return {"The sealed file of a registration that was set aside for want of it is there again.",
                    "Keep it: the counter puts the registration back in line at its next start."};
        case DoctorCode::NumberTwice:
            return {"Two registrations have one number: this folder may be mixed of two copies.",
                    "Tell the operator's technician. The counter moves the second to the quarantine."};
        case DoctorCode::Quarantined:
            return {"Sealed files that could not be sent are kept in the quarantine.",
                    "Look them over with the operator's technician, then remove them."};
        case DoctorCode::RecordsSetAside:
            return {"Registrations that were set aside.",
                    "The clerk sees them in the list of registrations, each with its reason."};
        case DoctorCode::MarkUnusable:
            return {"The second copy of the counter's numbers can't be used.",
                    "The counter writes it anew at its next start."};
        case DoctorCode::MarkBehind:
            return {"The second copy of the counter's numbers is a little behind.",
                    "Nothing: the counter writes it anew at its next start."};
        case DoctorCode::ChainDiffers:
            return {"The chain of records does not fit here.",
                    "Ask whether the disk was restored from a copy. The operator's 'verify' shows whether a "
                    "record is missing."};
        case DoctorCode::JournalMissing:
            return {"The journal is not there.",
                    "Ask who removed it: the operator will see it. The counter begins a new one."};
        case DoctorCode::JournalDamaged:
            return {
                "The journal's chain of seals is broken.",
                "Check the disk, ask who changed it. The counter sets it aside and goes on with a new one."};
        case DoctorCode::JournalCutOff:
            return {"Half a line at the journal's end, from a power cut.",
                    "Nothing: the counter cuts it off at its next start."};
        case DoctorCode::JournalDiffers:
            return {"The record names another line of the journal than the one that is here.",
                    "Ask whether the disk was restored from a copy; the operator will see it."};
        case DoctorCode::JournalSetAside:
            return {"A damaged journal was set aside some time.", "Keep it for the operator's technician."};
        case DoctorCode::NotEnrolled:
            return {"The counter is not enrolled here.",
                    "On a copy without its identity that is as it should be. Else enrol it with a new code."};
        case DoctorCode::IdentityDamaged:
            return {"The counter's identity is damaged: it can neither save nor send.",
                    "Restore the folder 'identity' from a copy, or enrol the counter with a new code."};
        case DoctorCode::KeyMissing:
            return {"There is no device key, so signatures were not checked.",
                    "On a copy without the key that is as it should be. Else enrol the counter anew."};
        case DoctorCode::KeyUnusable:
            return {"The device key can't be used on this computer.",
                    "On a copy that is as it should be. Else check the TPM in the computer's set-up."};
        case DoctorCode::SpaceLow:
            return {"Little free space: the counter begins no new registration.", "Free some space."};
        case DoctorCode::ReserveMissing:
            return {"The space that is kept for a full disk is not there.",
                    "Nothing: the counter keeps it again once there is room."};
    }
    return {"Not known.", "Tell the operator's technician."};
}

}  // namespace countersign::check
