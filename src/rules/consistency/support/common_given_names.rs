//! The given names of the region that many people have: one letter apart, they are two people.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::model::name;

/// The names as they are written in Latin letters; the alphabet of a text does not matter.
const NAMES: &str = "
    Abai Abdulla Abror Abylai Adam Adel Adil Adilbek Adilet Adiya Adlan Agata Ahmad Ahmed Aida Aidan Aidana Aidar Aidyn Aiganym Aigerim Aigul
    Aijan Aijamal Aikerim Ainagul Ainur Ainura Aisha Aisulu Aizada Aizat Akbar Akmal Akmaral Alan Alban Aldiyar Aleksandr Aleksandra Aleksei Alena
    Aleksander Alexander Alexandra Ali Alia Alibek Alice Alim Alina Alisa Alisher Aliya Alla Alma Almagul Almas Almat Almaz Altyn Altynai Amal Aman
    Amanda Amangul Amina Amir Amira Amirkhan Anar Anara Anastasia Anatoli Andrei Andrii Andrzej Angela Angelina Anna Anora Anton Antonia Anvar
    Aram Araz Ardak Argen Arina Arkadi Arman Armen Arsen Arseni Artem Artur Arzu Asan Asel Asem Aset Askar Askat Aslan Asya Atai Atabek Aurika
    Ayan Ayana Azamat Azat Aziz Aziza Azizbek Bagdat Bahrom Bakhtiyar Bakyt Batyr Begaim Beibit Bek Bekzat Bella Berik Bibigul Bobur Bogdan
    Bolat Boris Botir Chyngyz Chinara Dalia Damir Dana Daniar Daniel Daniil Danila Daniyar Dara Daria Darkhan Dastan Dauren Daulet David Davit
    Davron Dayana Denis Diana Diar Dias Dilara Dilbar Dilfuza Dilnaz Dilnora Dilnoza Dilshad Dilshod Dina Dinar Dinara Dmitri Dmytro Dosym
    Edgar Eduard Egor Ekaterina Elchin Eldar Eldor Elena Eleonora Elina Eliza Elmira Elnar Elnara Elnur Elnura Elvin Elvira Elza Emil Emilia
    Emin Emma Emir Eric Erik Erkin Erlan Erlen Ermek Erzhan Esen Eva Evgenia Evgeni Farhad Farida Farid Farkhat Farrukh Fatima Fariza Faruh
    Fedor Feruza Firdavs Firuza Galia Galina Galym Galymzhan Gani Garri Gaukhar Gennadi Georgi Gleb Gulmira Gulnar Gulnara Gulnora Gulshan
    Gulsara Gulzar Gulzhan Gulzira Guzal Hanna Hakim Hamid Hamida Hasan Hassan Husan Hussein Ibragim Ibrahim Igor Ikram Ilgar Ilham Ilia Ilias
    Ilona Ilyas Ilkhom Inara Indira Inga Inna Inobat Ira Iren Irina Iskander Islam Islom Ismail Ivan Ivanna Jahongir Jamal Jamila Jamshid
    Jan Jana Janna Janar Janat Janara Janyl Jasur Jennifer Joanna Johan Jonas Julia Juliana Kadyr Kairat Kamal Kamil Kamila Kamran Kanat
    Kanykei Karim Karima Karina Kasym Kasiet Katerina Kenan Kenzhe Khalid Khalida Kirill Klara Konstantin Kristina Ksenia Kuat Kubat Kubra
    Kudrat Kumar Kurban Kurmanbek Lada Laila Lala Larisa Latif Laura Lazzat Leila Leonid Lev Liana Lida Lidia Lilia Lina Lola Louisa Lubov
    Luiza Ludmila Madi Madina Madiyar Mahmud Maks Maksat Maksim Malik Malika Manas Manizha Manzura Mansur Marat Mardan Margarita Maria Mariam
    Marian Mariana Marina Mark Marlen Marta Martin Masha Mashkhur Matlab Matvei Mavluda Mehman Mehmet Meder Medet Medina Meirim Meirzhan Mels
    Mereke Merey Meruert Miras Mirlan Mirza Mikhail Milan Milana Milena Mira Mohammad Mohammed Muhammad Muhtar Mukhtar Muna Munira Murad Murat
    Muslim Mustafa Muzaffar Myktybek Nadezhda Nadia Nadir Nadira Naila Nailya Nargis Nargiz Nargiza Nariman Narine Nasiba Nasim Natalia
    Natalya Natasha Nazar Nazgul Nazim Nazira Nazym Nigar Nigora Nikita Nikola Nikolai Nina Ninel Nodir Nodira Nonna Nora Nur Nurai Nurbek
    Nurbol Nurdin Nurgul Nurali Nurlan Nurlybek Nursaid Nursultan Nurzat Nurzhan Odil Odina Oksana Oleg Oleksandr Oleksii Olena Olesia Olga
    Olim Olima Olzhas Omar Omer Omurbek Orhan Oskar Otabek Ozoda Parvin Parviz Pavel Pavlo Pjotr Petr Polina Rada Rahat Rahim Rahima Rahman
    Raikhan Raisa Rakhat Ramazan Ramil Ramin Ramiz Ramzan Rana Ranil Rashad Rashid Rashida Rasul Rauan Rauf Raul Raushan Ravil Ravshan Raya
    Renat Rinat Rita Robert Roman Romana Roza Rozalia Rufat Ruslan Rustam Rustem Ruzanna Sabina Sabir Sabira Sabit Sabrina Sadik Saule Safar
    Said Saida Saidakhmad Sajid Salam Salima Salman Salta Saltanat Samad Samal Samandar Samat Samir Samira Samuel Sana Sanat Sandra Sanjar
    Sanzhar Sardor Sara Sarah Sasha Sattar Saveli Serdar Sergei Serhii Serik Shahnoza Shahlo Shakhnoza Sherali Sherzod Shirin Shokhrukh
    Shuhrat Sofia Sonia Stanislav Stefan Stepan Suhrob Sultan Svetlana Taras Tahir Tair Taisia Talant Talgat Tamara Tamila Tamerlan Tamirlan
    Tanya Tariq Tatiana Temir Temirlan Tengiz Timur Tofig Togrul Tohir Toktar Tolegen Tolgonai Tolkyn Tural Turan Ulan Ulana Ulugbek Uliana
    Umar Umid Umida Urmat Vadim Valentin Valentina Valeri Valeria Vasil Vasili Vera Veronika Viktor Viktoria Vilen Viorica Vitali Vlad
    Vladimir Vladislav Volha Volodymyr Vugar Yakov Yana Yaroslav Yasmin Yegor Yulia Yuri Yusif Yusuf Zafar Zahar Zahid Zahida Zahra Zaira
    Zakir Zamira Zara Zarema Zarina Zaur Zebo Zemfira Zhanar Zhanara Zhanat Zhanel Zhanna Zhanar Zhenis Zhibek Zinaida Zina Zoia Zuhra Zulfia
    Zulfiya Zura
";

static COMMON: LazyLock<HashSet<String>> =
    LazyLock::new(|| NAMES.split_whitespace().map(name::fold).collect());

/// Returns true for a given name that many people have, or a form of it in the grammar of a language in Cyrillic letters.
pub(crate) fn is_common_given(given: &str) -> bool {
    let sound = name::fold(given);
    COMMON.contains(&sound)
        || !given.is_ascii()
            && name::without_endings(&sound)
                .any(|stem| COMMON.contains(stem) || COMMON.contains(&format!("{stem}a")))
}

#[cfg(test)]
mod tests {
    use super::is_common_given;

    #[test]
    fn common_names_are_known_in_all_alphabets() {
        for name in
            ["Murat", "Мурат", "Мурата", "Arina", "Арину", "Zhanar", "Жанар", "Aleksey", "Еркін", "Дилнозы"]
        {
            assert!(is_common_given(name), "{name}");
        }
        for name in ["Muart", "Aigerin", "Nulan", "Айгерин", "Нурлна"] {
            assert!(!is_common_given(name), "{name}");
        }
    }
}
