// The windows and pages by name, for the controllers. Plain pointers: the main window owns the pages, the
// composition root the windows.
#pragma once

#include "buyer_window.h"
#include "main_window.h"
#include "pages/camera_check_page.h"
#include "pages/cameras_page.h"
#include "pages/clerks_page.h"
#include "pages/consent_page.h"
#include "pages/day_page.h"
#include "pages/details_page.h"
#include "pages/document_page.h"
#include "pages/enrol_page.h"
#include "pages/failure_page.h"
#include "pages/first_clerk_page.h"
#include "pages/help_page.h"
#include "pages/other_way_page.h"
#include "pages/questions_page.h"
#include "pages/queue_page.h"
#include "pages/result_page.h"
#include "pages/scan_page.h"
#include "pages/settings_page.h"
#include "pages/sign_in_page.h"
#include "pages/stick_page.h"

namespace countersign {

struct Windows {
    ui::MainWindow* main = nullptr;
    ui::BuyerWindow* buyer = nullptr;
    ui::SignInPage* signIn = nullptr;
    ui::DetailsPage* details = nullptr;
    ui::DocumentPage* document = nullptr;
    ui::ConsentPage* consent = nullptr;
    ui::ScanPage* scan = nullptr;
    ui::FailurePage* failure = nullptr;
    ui::OtherWayPage* otherWay = nullptr;
    ui::ResultPage* result = nullptr;
    ui::QueuePage* queue = nullptr;
    ui::DayPage* day = nullptr;
    ui::StickPage* stick = nullptr;
    ui::HelpPage* help = nullptr;
    ui::CamerasPage* cameras = nullptr;
    ui::CameraCheckPage* cameraCheck = nullptr;
    ui::SettingsPage* settings = nullptr;
    ui::ClerksPage* clerks = nullptr;
    ui::QuestionsPage* questions = nullptr;
    ui::EnrolPage* enrol = nullptr;
    ui::FirstClerkPage* firstClerk = nullptr;
};

}  // namespace countersign
