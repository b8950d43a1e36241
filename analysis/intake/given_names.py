"""Given names common in the region, in Latin letters: what the do-no-harm check takes for the beginning of a person's name."""

GIVEN_NAMES = frozenset(
    """
    Abdulla Abdullo Abdurahim Afgan Aibek Aida Aigul Akezhan Akmal Aleh Aleksandr Aleksei Aleksey Alena Ales Alexander Alexandr
    Alexei Alexey Alia Aliaksandr Alim Alina Aliya Alla Almaz Amangeldy Anar Anara Anastasia Anatol Anatoly Andrei Andrej
    Andrey Andriy Anna Anton Anvar Aram Arif Arina Arkady Armen Arsen Arthur Artem Artur Artyom Arzu Asel Asiya Aslan Asror Avaz
    Avtandil Aydar Ayaz Aynur Azamat Azimjon Azer Aziz Bahrom Bakhrom Bakhtiyar Bakyt Batyr Begench Beka Bektour Bobomurod Bohdan
    Bolat Boris Dadash Daniar Daniil Daria Darya David Davit Denis Diana Dilmurod Dilshod Dina Dinara Dmitri Dmitriy Dmitry Dzmitry
    Eka Ekaterina Eldar Elena Elchin Elena Elina Elmar Elmira Elnur Emil Emin Enver Erkin Evgeny Fakhriddin Farhad Farida Farrukh
    Fatima Fazliddin Feruz Galina Galym Gaspar Gela Gennady Georgi Georgy Georgiy Gia Gigi Giorgi Gleb Grigol Grigory Gulnara Gulshan
    Guram Guzel Gvantsa Hamid Hasan Hayk Heorhi Hrant Hryhoriy Huseyn Iana Ibrahim Idris Igor Ihar Ikrom Ilgar Ilham Ilia Ilya Imran
    Inga Inna Intigam Iosif Irakli Irina Iryna Isa Isroil Ivan Ivane Jamshid Jasur Juris Kairat Kamil Karen Karim Karina Katsiaryna
    Kazbek Khadija Khayrullo Khurshid Kirill Konstantin Kostiantyn Ksenia Lala Larisa Lasha Lena Leonid Lev Levan Leyla Lidia Lilia
    Ludmila Luiza Lyubov Lyudmila Maia Maira Maksim Maksym Malika Malkhaz Mamuka Manana Mansur Margarita Maria Marina Maryam Maryna
    Mariya Marzhan Maxim Medet Mehman Mikalai Mikhail Mikita Mikola Mirzo Mkrtich Muhammad Mukhtar Mutabar Mykola Mzia Nadezhda Nana
    Narek Nargiz Narine Natalia Natallia Natalya Nato Nazim Nika Nikol Nikita Nikolai Nikolay Nikoloz Nina Nino Nodar Nodira
    Nona Nurbek Nurlan Nurzhan Oksana Oleg Oleh Oleksandr Oleksiy Olga Olha Orkhan Oyub Ogulsapar Oqil Parviz Pavel Pavlo Petr Petro
    Polad Polina Pyotr Qurban Raisa Rafis Rahim Rakhat Ramin Rashid Rauf Razim Raufjon Rimma Roman Ruben Ruslan Rustam Sabina Saidumar
    Salidzhon Salijon Samir Sanjar Sapar Sarvar Sergei Sergey Sergiy Serhii Serhiy Seymur Shahin Shakhida Shavkat Shirin Siarhei
    Solijon Stanislav Stepan Sukhrob Sviatlana Svetlana Svitlana Tahir Taisia Tamar Tamara Tamerlan Tamaz Tair Tatiana Tatsiana
    Tatyana Temur Tetiana Tevan Tigran Tinatin Timur Tofiq Tolib Tursunbek Ulan Ulugbek Ulvi Umed Umida Urinboy Vadim Vadzim Vakhtang
    Vakil Valentin Valentina Valery Valiantsin Vano Vasily Vasyl Vazha Vera Veronika Viachaslau Viacheslav Victor Victoria Viktar
    Viktor Viktoria Vitaliy Vitaly Vlad Vladimir Vladislav Volha Volodymyr Vyacheslav Yana Yaroslav Yahor Yelena Yerlan Yekaterina
    Yevgeny Yevhen Yulia Yuliya Yuri Yuriy Yury Yusuf Zakir Zamira Zarina Zaur Zayd Zelimkhan Zhanar Zhanbolat Zhanna Zhasulan
    Ziba Zinaida Zmitser Zoya Zulfiya Zurab
    """.split()
)
