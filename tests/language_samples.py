"""Own sentences in many languages, as a newsroom would write them."""

from __future__ import annotations

SAMPLES = {
    "en": [
        "The defence ministry denied on Tuesday that its ships had entered the bay.",
        "Two ferries collided off the cape, and nobody was hurt, the coast guard said.",
        "Officials in Malmö and Zürich declined to comment on the São Tomé affair.",
        "Analysts warn prices may rise again before winter.",
        "“We saw lights and then nothing,” Jonas Vild told reporters.",
    ],
    "de": [
        "Das Verteidigungsministerium wies am Dienstag zurück, dass seine Schiffe in die Bucht eingelaufen seien.",
        "Zwei Fähren stießen vor dem Kap zusammen; verletzt wurde niemand, teilte die Küstenwache mit.",
        "Der Bürgermeister will sich erst nach der Sitzung zu den Vorwürfen äußern.",
    ],
    "fr": [
        "Le ministère de la Défense a démenti mardi que ses navires soient entrés dans la baie.",
        "Deux ferries sont entrés en collision au large du cap et personne n’a été blessé, selon les garde-côtes.",
        "Le maire ne s’exprimera qu’après la réunion du conseil.",
    ],
    "es": [
        "El Ministerio de Defensa negó el martes que sus buques hubieran entrado en la bahía.",
        "Dos transbordadores chocaron frente al cabo y nadie resultó herido, según la guardia costera.",
        "El alcalde no hablará de las acusaciones hasta después de la reunión.",
    ],
    "pt": [
        "O Ministério da Defesa negou na terça-feira que os seus navios tenham entrado na baía.",
        "Duas balsas colidiram ao largo do cabo e ninguém ficou ferido, segundo a guarda costeira.",
        "O presidente da câmara só falará das acusações depois da reunião.",
    ],
    "it": [
        "Il ministero della Difesa ha smentito martedì che le sue navi siano entrate nella baia.",
        "Due traghetti si sono scontrati al largo del capo e nessuno è rimasto ferito, secondo la guardia costiera.",
        "Il sindaco parlerà delle accuse soltanto dopo la riunione.",
    ],
    "nl": [
        "Het ministerie van Defensie ontkende dinsdag dat zijn schepen de baai waren binnengevaren.",
        "Twee veerboten kwamen voor de kaap met elkaar in botsing en niemand raakte gewond, zei de kustwacht.",
        "De burgemeester wil pas na de vergadering iets over de beschuldigingen zeggen.",
    ],
    "sv": [
        "Försvarsdepartementet förnekade på tisdagen att dess fartyg hade gått in i viken.",
        "Två färjor kolliderade utanför udden och ingen skadades, enligt kustbevakningen.",
        "Borgmästaren vill inte tala om anklagelserna förrän efter mötet.",
    ],
    "da": [
        "Forsvarsministeriet afviste tirsdag, at dets skibe var sejlet ind i bugten.",
        "To færger stødte sammen ud for næsset, og ingen kom til skade, oplyser kystvagten.",
        "Borgmesteren vil først udtale sig om anklagerne efter mødet.",
    ],
    "fi": [
        "Puolustusministeriö kiisti tiistaina, että sen alukset olisivat tulleet lahdelle.",
        "Kaksi lauttaa törmäsi niemen edustalla, eikä kukaan loukkaantunut, rannikkovartiosto kertoi.",
        "Pormestari ei halua puhua syytöksistä ennen kuin kokous on ohi.",
    ],
    "pl": [
        "Ministerstwo Obrony zaprzeczyło we wtorek, że jego okręty wpłynęły do zatoki.",
        "Dwa promy zderzyły się u przylądka i nikt nie został ranny, podała straż przybrzeżna.",
        "Burmistrz nie chce mówić o zarzutach przed posiedzeniem rady.",
    ],
    "cs": [
        "Ministerstvo obrany v úterý popřelo, že by jeho lodě vpluly do zálivu.",
        "Dva trajekty se srazily u mysu a nikdo nebyl zraněn, uvedla pobřežní stráž.",
        "Starosta se k obviněním vyjádří až po zasedání rady.",
    ],
    "hu": [
        "A védelmi minisztérium kedden cáfolta, hogy hajói behajóztak volna az öbölbe.",
        "Két komp ütközött össze a fok előtt, és senki sem sérült meg, közölte a parti őrség.",
        "A polgármester csak az ülés után beszél a vádakról.",
    ],
    "ro": [
        "Ministerul Apărării a negat marți că navele sale ar fi intrat în golf.",
        "Două feriboturi s-au ciocnit în largul capului și nimeni nu a fost rănit, potrivit pazei de coastă.",
        "Primarul va vorbi despre acuzații abia după ședință.",
    ],
    "tr": [
        "Savunma Bakanlığı, gemilerinin körfeze girdiği iddiasını salı günü yalanladı.",
        "İki feribot burun açıklarında çarpıştı ve kimse yaralanmadı, sahil güvenlik böyle dedi.",
        "Belediye başkanı suçlamalar için ancak toplantıdan sonra konuşacak.",
    ],
    "id": [
        "Kementerian Pertahanan pada hari Selasa membantah bahwa kapal-kapalnya telah memasuki teluk itu.",
        "Dua feri bertabrakan di lepas tanjung dan tidak ada yang terluka, kata penjaga pantai.",
        "Wali kota baru akan berbicara tentang tuduhan itu setelah rapat.",
    ],
    "vi": [
        "Bộ Quốc phòng hôm thứ Ba phủ nhận việc tàu của mình đã đi vào vịnh.",
        "Hai chiếc phà va chạm ngoài khơi mũi đất và không ai bị thương, theo lực lượng bảo vệ bờ biển.",
        "Thị trưởng sẽ chỉ nói về các cáo buộc sau cuộc họp.",
    ],
    "hr": [
        "Ministarstvo obrane u utorak je zanijekalo da su njegovi brodovi uplovili u zaljev.",
        "Dva trajekta sudarila su se kod rta i nitko nije ozlijeđen, priopćila je obalna straža.",
        "Gradonačelnik će o optužbama govoriti tek nakon sjednice.",
    ],
    "sw": [
        "Wizara ya Ulinzi ilikanusha siku ya Jumanne kwamba meli zake ziliingia katika ghuba.",
        "Vivuko viwili viligongana karibu na rasi na hakuna mtu aliyejeruhiwa, walinzi wa pwani walisema.",
        "Meya atazungumza kuhusu tuhuma hizo baada ya mkutano tu.",
    ],
    "ru": [
        "Министерство обороны во вторник опровергло сообщения о том, что его корабли вошли в залив.",
        "Два парома столкнулись у мыса, никто не пострадал, сообщила береговая охрана.",
        "Мэр выскажется об обвинениях только после заседания.",
    ],
    "uk": [
        "Міністерство оборони у вівторок заперечило, що його кораблі увійшли до затоки.",
        "Два пороми зіткнулися біля мису, ніхто не постраждав, повідомила берегова охорона.",
        "Мер говоритиме про звинувачення лише після засідання.",
    ],
    "bg": [
        "Министерството на отбраната отрече във вторник, че корабите му са влезли в залива.",
        "Два ферибота се сблъскаха край носа и никой не е пострадал, съобщи бреговата охрана.",
        "Кметът ще говори за обвиненията едва след заседанието.",
    ],
    "el": [
        "Το υπουργείο Άμυνας διέψευσε την Τρίτη ότι τα πλοία του μπήκαν στον κόλπο.",
        "Δύο πλοία συγκρούστηκαν έξω από το ακρωτήριο και κανείς δεν τραυματίστηκε.",
        "Ο δήμαρχος θα μιλήσει μόνο μετά τη συνεδρίαση.",
    ],
    "ar": [
        "نفت وزارة الدفاع يوم الثلاثاء أن تكون سفنها قد دخلت الخليج.",
        "اصطدمت عبارتان قبالة الرأس ولم يصب أحد بأذى، بحسب خفر السواحل.",
        "قال رئيس البلدية إنه لن يتحدث إلا بعد الاجتماع.",
    ],
    "fa": [
        "وزارت دفاع روز سه‌شنبه ورود کشتی‌هایش به خلیج را تکذیب کرد.",
        "دو کشتی در نزدیکی دماغه با هم برخورد کردند و کسی آسیب ندید.",
        "شهردار گفت که پس از جلسه درباره این اتهام‌ها سخن می‌گوید.",
    ],
    "he": [
        "משרד הביטחון הכחיש ביום שלישי כי ספינותיו נכנסו למפרץ.",
        "שתי מעבורות התנגשו מול הכף ואיש לא נפגע, מסר משמר החופים.",
        "ראש העיר ידבר על ההאשמות רק אחרי הישיבה.",
    ],
    "zh": ["国防部星期二否认其舰船曾进入该海湾。", "两艘渡轮在海角附近相撞,海岸警卫队说无人受伤。", "市长说,会议结束后才会谈论这些指控。"],
    "ja": [
        "国防省は火曜日、自国の艦船が湾に入ったことを否定した。",
        "岬の沖で二隻のフェリーが衝突したが、けが人はいなかったと海上保安庁が発表した。",
        "市長は会議の後に初めて話すという。",
    ],
    "ko": [
        "국방부는 화요일 자국 함정이 만에 들어갔다는 보도를 부인했다.",
        "곶 앞바다에서 여객선 두 척이 충돌했으나 다친 사람은 없다고 해안경비대가 밝혔다.",
        "시장은 회의가 끝난 뒤에야 말하겠다고 했다.",
    ],
    "hi": [
        "रक्षा मंत्रालय ने मंगलवार को इस बात से इनकार किया कि उसके जहाज़ खाड़ी में घुसे थे।",
        "अंतरीप के पास दो नौकाएँ टकरा गईं और कोई घायल नहीं हुआ, तटरक्षक ने कहा।",
        "महापौर बैठक के बाद ही आरोपों पर बोलेंगे।",
    ],
}
