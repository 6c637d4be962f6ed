#include "text/error_text.h"

#include <QCoreApplication>

namespace countersign::ui {
namespace {

// Every pair shows in the clerk's window when something could not be done: what, then what to do about it.
class Errors {
    Q_DECLARE_TR_FUNCTIONS(Errors)

  public:
    static ErrorText of(ErrorCode code);
    static QString reinstall() { return tr("Install the program again, or call support."); }
    static QString support() { return tr("Call support and give the code."); }
    static QString byItself() { return tr("Nothing to do: it goes on by itself."); }
    static QString replug() { return tr("Unplug the camera, wait a moment, plug it in again."); }
    static QString otherCamera() { return tr("Choose another camera."); }
    static QString restart() { return tr("Close the program and start it again. What was saved is safe."); }
};

ErrorText Errors::of(ErrorCode code) {
    switch (code) {
        case ErrorCode::CryptoUnavailable:
            return {tr("The part that seals registrations didn't start."), reinstall(), {}};
        case ErrorCode::FileUnreadable:
            return {tr("A file of the program can't be read."), support(), {}};
        case ErrorCode::FileUnwritable:
        case ErrorCode::DatabaseNotWritable:
        case ErrorCode::SpoolUnusable:
            return {tr("The program can't write to its folder."),
                    tr("Check that the disk is there and not read-only."),
                    {}};
        case ErrorCode::DiskFull:
            return {tr("The disk is full. Nothing that was saved is lost."),
                    tr("Free some space, then try again."),
                    {}};
        case ErrorCode::DiskSpaceLow:
            return {tr("There is too little free space to start a registration. What was saved is safe."),
                    tr("Free some space, then try again."),
                    {}};
        case ErrorCode::CameraNotFound:
        case ErrorCode::NoCameraChosen:
            return {tr("There is no camera."), tr("Plug one in. It is found by itself."), {}};
        case ErrorCode::CameraForbidden:
            return {tr("This user may not use the camera."),
                    tr("A technician adds the user to the group “video”."),
                    {}};
        case ErrorCode::CameraBusy:
            return {tr("Another program is using the camera."),
                    tr("Close other programs that show a camera picture."),
                    {}};
        case ErrorCode::CameraUnfit:
            return {tr("This camera gives pictures the program can't read."), otherCamera(), {}};
        case ErrorCode::CameraTooSmall:
            return {tr("This camera's pictures are smaller than 640 × 480."), otherCamera(), {}};
        case ErrorCode::CameraTooSlow:
            return {tr("This camera gives fewer than 15 pictures a second."),
                    tr("Use another camera, or another USB port without a hub."),
                    {}};
        case ErrorCode::CameraLost:
            return {tr("The camera was unplugged. Nothing is lost."),
                    tr("Plug it in again; the scan starts anew."),
                    {}};
        case ErrorCode::CameraStalled:
            return {tr("The camera stopped sending pictures."), replug(), {}};
        case ErrorCode::CameraFailed:
            return {tr("The camera reports a fault."), replug(), {}};
        case ErrorCode::ModelManifestBad:
        case ErrorCode::ModelMissing:
            return {tr("A face model is missing."), reinstall(), {}};
        case ErrorCode::ModelAltered:
            return {tr("A face model was changed. The program doesn't work with it."), reinstall(), {}};
        case ErrorCode::ModelUnusable:
            return {tr("A face model can't be loaded."), reinstall(), {}};
        case ErrorCode::InferenceFailed:
            return {tr("The picture couldn't be worked on."), tr("Try again."), {}};
        case ErrorCode::PictureUnusable:
        case ErrorCode::PictureFileUnreadable:
            return {tr("This picture can't be read; it may be damaged or far too large."),
                    tr("Choose a JPEG or PNG file, or take the picture with the camera."),
                    {}};
        case ErrorCode::PictureNotEncodable:
            return {tr("The picture couldn't be stored."), tr("Try again."), {}};
        case ErrorCode::ThresholdsBad:
        case ErrorCode::PolicyUnreadable:
            return {tr("The operator's rules can't be read."), support(), {}};
        case ErrorCode::EngineDied:
            return {tr("The part that looks at faces has stopped."), restart(), {}};
        case ErrorCode::CaptureDied:
            return {tr("The part that reads the camera has stopped."), restart(), {}};
        case ErrorCode::QueueInUse:
            return {
                tr("Another window on this computer holds the queue."), tr("Close the other window."), {}};
        case ErrorCode::PayloadMissing:
            return {tr("The sealed file of a registration is gone."), support(), {}};
        case ErrorCode::PayloadDamaged:
            return {tr("A sealed file is damaged. It was kept."), support(), {}};
        case ErrorCode::RecordUnknown:
            return {tr("This registration is not in the queue of this counter."), tr("Check the code."), {}};
        case ErrorCode::WithdrawTooLate:
            return {tr("The registration may have left already."),
                    tr("Ask the operator to cancel it, with the record code."),
                    {}};
        case ErrorCode::RecordConflict:
        case ErrorCode::DatabaseFailed:
        case ErrorCode::DatabaseCorrupt:
        case ErrorCode::DatabaseConstraint:
            return {tr("The queue's index has a fault. Nothing was erased."), support(), {}};
        case ErrorCode::DatabaseNewer:
            return {tr("The queue was written by a newer version of the program."),
                    tr("Install the newer version."),
                    {}};
        case ErrorCode::LimitReached:
            return {tr("This counter may register no more until it has reached its operator."),
                    tr("Connect it to the internet; sending goes on by itself."),
                    {}};
        case ErrorCode::DeviceIdentityDamaged:
        case ErrorCode::DeviceIdentityExposed:
        case ErrorCode::KeyUnusable:
            return {tr("The keys of this counter can't be used."), support(), {}};
        case ErrorCode::TpmMissing:
        case ErrorCode::TpmFailed:
            return {tr("The security chip that keeps this counter's key doesn't answer."),
                    tr("Try again; if it stays, restart the computer, then call support."),
                    {}};
        case ErrorCode::DeviceKeyOfAnotherTpm:
            return {tr("This counter's key belongs to another computer, or its security chip was cleared."),
                    tr("Enrol it with a code from the operator."),
                    {}};
        case ErrorCode::NotEnrolled:
            return {tr("This counter is not known to the operator yet."),
                    tr("Enrol it with a code from the operator."),
                    {}};
        case ErrorCode::OperatorUnreachable:
            return {tr("The operator can't be reached."),
                    tr("Check the network cable or Wi-Fi. Sending goes on by itself."),
                    {}};
        case ErrorCode::OperatorNotTrusted:
            return {tr("The server that answered couldn't prove to be the operator. Nothing was sent."),
                    tr("Check this computer's date, and whether the network asks for a sign-in."),
                    {}};
        case ErrorCode::NetworkWantsSignIn:
            return {tr("This network wants a sign-in before it lets anything through."),
                    tr("Open a web browser and sign in to the network. Sending then goes on by itself."),
                    {}};
        case ErrorCode::OperatorRedirects:
            return {tr("The network sends this computer elsewhere than to the operator. Nothing was sent."),
                    tr("Open a web browser and sign in to the network, then try again."),
                    {}};
        case ErrorCode::AnswerUnreadable:
            return {tr("What answered is not what an operator sends. Nothing was erased."),
                    tr("Try again; if it stays, call the operator."),
                    {}};
        case ErrorCode::ProxyRefused:
            return {tr("The network's proxy let nothing through."),
                    tr("Ask who looks after this network. Sending goes on by itself."),
                    {}};
        case ErrorCode::ProxyUnreachable:
            return {tr("The proxy in this computer's settings doesn't answer."),
                    tr("Check the proxy in the network settings. Sending goes on by itself."),
                    {}};
        case ErrorCode::CounterReplaced:
            return {tr("The operator has put another counter in this one's place. It registers nobody any "
                       "more; what "
                       "waits is still sent."),
                    tr("If this is a mistake, call the operator: with a new code this computer is enrolled "
                       "again."),
                    {}};
        case ErrorCode::OperatorCertificateRevoked:
            return {
                tr("The operator has withdrawn the certificate that this server shows: somebody may stand in "
                   "between. Nothing was sent."),
                tr("Call the operator before anything else. What waits here is safe."),
                {}};
        case ErrorCode::OperatorTimedOut:
            return {tr("The operator didn't answer in time."), byItself(), {}};
        case ErrorCode::OperatorBusy:
            return {tr("The operator is busy."), byItself(), {}};
        case ErrorCode::OperatorFault:
            return {tr("The operator has a fault of its own."), byItself(), {}};
        case ErrorCode::RefusedByOperator:
        case ErrorCode::ConflictAtOperator:
            return {tr("The operator refused a registration. It was kept."),
                    tr("Call the operator with the record code."),
                    {}};
        case ErrorCode::CourierFileUnusable:
            return {tr("A file on the USB stick, or the stick, can't be used. Nothing was changed."),
                    tr("Put the stick in again and repeat."),
                    {}};
        case ErrorCode::CourierOfAnother:
            return {tr("An answer on the USB stick is for another counter."),
                    tr("Take the stick to the counter it belongs to."),
                    {}};
        case ErrorCode::ClerkRejected:
            return {tr("This clerk can't be added or changed so."),
                    tr("Look at the list again: somebody may have changed it meanwhile."),
                    {}};
        case ErrorCode::ClerkListDamaged:
            return {tr("The list of clerks can't be read. It was left as it is."), support(), {}};
        case ErrorCode::PictureListUnusable:
            return {tr("The list of pictures can't be used."), tr("Mend it as the next line says."), {}};
        case ErrorCode::CalibrationTooSmall:
            return {tr("There are too few pairs to tell such an error rate."),
                    tr("Add people and pictures, or allow a higher rate."),
                    {}};
        case ErrorCode::SignatureInvalid:
            return {tr("The signature doesn't fit: it was altered, or somebody else signed it."),
                    tr("Nothing was taken over. Use the file as the operator signed it."),
                    {}};
        case ErrorCode::KeysNotNewer:
            return {tr("These keys of the operator are not newer than those in force."),
                    tr("Nothing to do: the keys in force stay."),
                    {}};
        case ErrorCode::OfficeSignatureMissing:
            return {tr("This is not signed by the operator's office. Nothing was changed."),
                    tr("Tell the operator: only its office may change policy and keys."),
                    {}};
        case ErrorCode::PolicyNotNewer:
            return {
                tr("This policy is not newer than the one before it."), tr("Give it a higher number."), {}};
        case ErrorCode::MessageMalformed:
            return {tr("This file is not what it should be."), tr("Choose the file that was meant."), {}};
        case ErrorCode::MessageTooLarge:
            return {tr("This file is far larger than it should be: it is another one."),
                    tr("Choose the file that was meant."),
                    {}};
        case ErrorCode::MessageVersionUnsupported:
            return {tr("This file was made for a newer version of the program."),
                    tr("Install the newer version."),
                    {}};
        case ErrorCode::EnrolmentRefused:
            return {tr("The operator doesn't take this code: it was used already, or is no longer good."),
                    tr("Look whether it is typed as the operator gave it, or ask for a new one."),
                    {}};
        case ErrorCode::ProvisioningOfAnotherShop:
            return {tr("This file is for another shop."), tr("Take the file of this shop."), {}};
        case ErrorCode::CounterOfAnotherShop:
            return {tr("This counter was set up for another shop before."), support(), {}};
        case ErrorCode::ProvisioningExpired:
            return {tr("This file is no longer good."),
                    tr("Ask the operator for a new one. Look at this computer's date first."),
                    {}};
        case ErrorCode::ProvisioningNotYetValid:
        case ErrorCode::ClockBeforeProgram:
            return {tr("This computer's clock is wrong."),
                    tr("Set its date and time, then use the same file again."),
                    {}};
        case ErrorCode::OfficeUnknown:
            return {tr("This computer can't tell whether the file is the operator's: it doesn't know the key "
                       "of the operator's office."),
                    tr("A technician installs that key."),
                    {}};
        case ErrorCode::ProvisioningNotNewer:
            return {tr("This file is not newer than the one that set this counter up."),
                    tr("Ask the operator for a new one."),
                    {}};
        case ErrorCode::MachineSettingsBad:
            return {tr("What was said of this counter at its installation can't be used."),
                    tr("A technician mends the file that is named here, then the program is started again."),
                    {}};
        case ErrorCode::StateFolderUnusable:
            return {tr("The folder in which this counter keeps its records can't be used."),
                    tr("A technician looks at its disk and its owner. Nothing was changed."),
                    {}};
        case ErrorCode::CounterOfAnotherUser:
            return {tr("This counter belongs to another user of this computer."),
                    tr("Sign in to the computer as that user."),
                    {}};
        default:
            return {tr("Something couldn't be done."), support(), {}};
    }
}

}  // namespace

ErrorText errorText(ErrorCode code) {
    ErrorText text = Errors::of(code);
    text.code = QStringLiteral("E%1").arg(static_cast<int>(code));
    return text;
}

QString errorSentence(ErrorCode code) {
    const ErrorText text = errorText(code);
    return QStringLiteral("%1 %2 (%3)").arg(text.what, text.todo, text.code);
}

}  // namespace countersign::ui
