"""The words of which generated companies and their prose are made: invented, of this field."""


def listed(text: str, separator: str = " ") -> list[str]:
    """The words of a text, so that long lists stay short to read."""
    return text.split(separator)


HEADS = listed(
    "Atlas Rif Souss Saïss Tafilalt Chaouia Zaër Gharb Haouz Loukkos Draa Oriental Tensift "
    "Ourika Tamesna Zellij Nakhla Argane Safran Majorelle Almaz Noria Kasba Ribat Medina "
    "Ifrane Toubkal Mogador Anfa Zagora Tafraout Imlil Sebou Moulouya Bouregreg Doukkala Abda "
    "Zemmour Siroua Jbel Ayachi Nador Lixus Volubilis Chellah Tingis Cirta Iberia Ebro "
    "Lusitania Rhône Vosges Jura Danube Helvetia Baltic Nordic Anadolu Bosporus Ganga Deccan "
    "Hangzhou Daejeon Ohio Andes"
)
TAILS = listed(
    "Médical|Plasturgie|Stérilisation|Medical Devices|Santé Industrie|Composants|Polymères|"
    "Diagnostics|Biotech|Instruments|Textiles Techniques|Électronique|Emballage Stérile|"
    "Precision|Ébénisterie Hospitalière|Oxygène|Dialyse|Implants|Optique|Cleanroom|"
    "Distribution|Formation|Laboratoires|Outillage|Moules|Catheters|Syringes|Surgical|"
    "Reagents|Logistique",
    "|",
)
FORMS = ("SARL", "SA", "Group", "SAS", "Ltd", "GmbH", "", "", "")
ARABIC_HEADS = listed(
    "أطلس الريف سوس سايس تافيلالت الشاوية الغرب الحوز اللوكوس درعة الشرق تانسيفت النخلة "
    "الأركان الزعفران القصبة الرباط المدينة المنار النور الأمل الوفاء الصفاء الهلال"
)
ARABIC_TAILS = listed(
    "الطبية|للمستلزمات الطبية|للتعقيم|للصناعات البلاستيكية|للتشخيص|للأجهزة|للتوزيع|للتكوين",
    "|",
)
CITIES = (
    ("Casablanca", "الدار البيضاء", "MA-06"),
    ("Tanger", "طنجة", "MA-01"),
    ("Fès", "فاس", "MA-03"),
    ("Rabat", "الرباط", "MA-04"),
    ("Marrakech", "مراكش", "MA-07"),
    ("Agadir", "أكادير", "MA-09"),
    ("Oujda", "وجدة", "MA-02"),
    ("Béni Mellal", "بني ملال", "MA-05"),
)
FOREIGN = ("FR", "ES", "DE", "IT", "TR", "TN", "IN", "CN", "US", "KR", "SA", "SN", "PT", "CH")
FIRST_NAMES = listed("Amina Youssef Salma Karim Nadia Omar Leïla Hicham Imane Rachid Sofia Mehdi")
LAST_NAMES = listed("Berrada Alaoui Benjelloun Tazi El Fassi Idrissi Chraïbi Lahlou Naciri Sebti")

# Sentences per language; {p} a process, {q} another, {c} a category, {n} a number, {m} a mode.
SENTENCES = {
    "fr": (
        "Nous réalisons {p} et {q} pour les fabricants de dispositifs médicaux.",
        "Notre atelier de {n} m² en salle blanche ISO 7 emploie {n} personnes.",
        "Nous livrons {n} pièces par an dans la catégorie {c}.",
        "L'entreprise est certifiée EN ISO 13485 et exporte vers l'Afrique de l'Ouest.",
        "Nous cherchons un partenaire pour {m} autour de : {c}.",
        "Nos presses de {n} tonnes produisent des composants stériles à usage unique.",
        "Le laboratoire contrôle la biocharge, l'étanchéité et les dimensions de chaque lot.",
        "Seringues de 2, 5, 10 ml, tubulures, poches et connecteurs sortent de nos lignes.",
        "L'équipe qualité accompagne le marquage CE et l'enregistrement auprès de l'AMMPS.",
        "Depuis {n} mois nous assemblons des kits pour la chirurgie et l'oxygénothérapie.",
        "La stérilisation à l'oxyde d'éthylène se fait sur place, validée selon ISO 11135.",
        "Des techniciens formés assurent la maintenance des appareils de radiographie (X-ray).",
        "Le bureau d'études conçoit moules et outillages jusqu'à {n} empreintes.",
        "Nous avons de la capacité libre en {p} dès le prochain trimestre.",
    ),
    "en": (
        "We provide {p} and {q} to medical device makers.",
        "Our {n} m² plant with an ISO 7 cleanroom employs {n} people.",
        "We ship {n} parts a year in the category {c}.",
        "The company holds EN ISO 13485 and sells to Europe and the Gulf.",
        "We are looking for a partner for {m} in the field of {c}.",
        "Presses of {n} tonnes make sterile single-use components.",
        "Our laboratory tests bioburden, leakage and dimensions of each batch.",
        "Syringes of 2, 5 and 10 ml, tubing, bags and connectors leave our lines.",
        "The quality team helps with CE marking and local registration.",
        "For {n} months we have assembled kits for surgery and oxygen therapy.",
        "Ethylene oxide sterilization is done on site and validated to ISO 11135.",
        "Trained technicians service X-ray systems, monitors and ventilators.",
        "Our design office builds moulds and tools with up to {n} cavities.",
        "There is free capacity in {p} from the next quarter on.",
    ),
    "ar": (
        "نقدم خدمات {p} و{q} لمصنعي الأجهزة الطبية.",
        "تبلغ مساحة المصنع {n} متر مربع مع غرفة نظيفة ويعمل فيه {n} شخصا.",
        "نسلم {n} قطعة سنويا في فئة {c}.",
        "الشركة حاصلة على شهادة ISO 13485 وتصدر إلى إفريقيا والخليج.",
        "نبحث عن شريك من أجل {m} في مجال {c}.",
        "تنتج مكابسنا مكونات معقمة أحادية الاستعمال.",
        "يراقب المختبر الحمل الحيوي وإحكام الإغلاق وأبعاد كل دفعة.",
        "محاقن وأنابيب وأكياس دم ومستلزمات التسريب تخرج من خطوطنا.",
        "يرافق فريق الجودة التسجيل لدى الوكالة ووضع علامة CE.",
        "منذ {n} شهرا نجمع عبوات الجراحة والعلاج بالأكسجين.",
        "يتم التعقيم بأكسيد الإيثيلين في عين المكان.",
        "يتكفل تقنيون مكونون بصيانة أجهزة التصوير بالأشعة.",
        "يصمم مكتب الدراسات قوالب حتى {n} تجويفا.",
        "لدينا طاقة إنتاجية متاحة في {p} ابتداء من الفصل المقبل.",
    ),
}
TITLES = {
    "offer": {
        "fr": "Nous proposons {m} : {p}, {c}",
        "en": "We offer {m}: {p}, {c}",
        "ar": "نعرض {m}: {p}، {c}",
    },
    "request": {
        "fr": "Recherche {m} pour {c} ({p})",
        "en": "Looking for {m}: {p} for {c}",
        "ar": "نبحث عن {m} من أجل {c} ({p})",
    },
}

# What readers type: text, completions and filters, in three languages, with slips.
QUERIES = (
    "sous-traitant injection plastique salle blanche",
    "seringue",
    "syringe 10 ml",
    "حقن البلاستيك",
    "stérilisation oxyde d'éthylène",
    "sterilization",
    "ISO 13485",
    "EN ISO13485 Casablanca",
    "seringe",
    "ebenisterie",
    "l'atelier",
    "Atlas Médical",
    "oxygénothérapie",
    "x-ray maintenance",
    "مستلزمات طبية",
    "التعقيم",
    "cleanroom assembly catheters",
    "moules 16 empreintes",
    "seringue حقن syringe",
    "fabrication à façon de poches à sang pour la dialyse avec stérilisation et emballage",
    "blood bags contract manufacturing",
    "biocharge",
    "partenaire distribution afrique de l'ouest",
    "أكياس الدم",
    "steril",
    "xqzv blorp",
    "",
    "Toubkal",
    "marquage CE",
    "implants",
)
